/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.command.internal;

import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;

import org.atferry.at.AtCommand;
import org.atferry.command.qftp.Parameter;
import org.atferry.command.qftp.QftpCode;
import org.atferry.command.qftp.QftpCommand;
import org.atferry.command.qftp.ReplyMapping;
import org.atferry.remote.Failure;
import org.atferry.remote.FailureKind;
import org.atferry.remote.Hint;
import org.atferry.remote.Monitor;
import org.atferry.remote.RemoteEntry;
import org.atferry.remote.RemotePaths;
import org.atferry.remote.Step;

/** The file operations over a logged-in module. For one caller at a time. */
final class QftpSession {

    /**
     * As much as one command moves: all of any file that goes through a serial line in an hour or three, and within the 32 bits that
     * firmware counts in. Longer files go on in the next command on the same data connection.
     */
    static final long WINDOW = 1L << 30;

    private static final String COM = ",\"" + QftpCommand.COM + '"';
    /** More than this is no listing. */
    private static final long LONGEST_LISTING = 256L << 20;

    private final FtpControl control;
    private final LongSupplier nanoTime;
    private final long window;
    private final Refusals refusals = new Refusals(this);
    private String workingDirectory;
    private boolean machineListing = true;

    QftpSession(FtpControl control, LongSupplier nanoTime, long window) {
        this.control = control;
        this.nanoTime = nanoTime;
        this.window = window;
    }

    String workingDirectory(Monitor monitor) throws Failure {
        if (workingDirectory == null) {
            Outcome outcome = control.run(QftpCommand.QFTPPWD, "", Step.DIRECTORY, "", monitor);
            if (!outcome.ok()) {
                throw Failures.of(outcome, Step.DIRECTORY, "");
            }
            workingDirectory = outcome.unquoted();
            control.remember(workingDirectory);
        }
        return workingDirectory;
    }

    void list(String directory, Consumer<RemoteEntry> entries, Monitor monitor) throws Failure {
        String path = directory.isEmpty() ? "." : directory;
        String name = argument(QftpCommand.QFTPMLSD, 0, path, Step.LIST);
        CountedEntries counted = new CountedEntries(entries);
        if (machineListing) {
            Outcome outcome = listing(QftpCommand.QFTPMLSD, name, MlsdLine::parse, counted, path, monitor);
            if (outcome.ok()) {
                if (counted.isDoubtful(path) && !isDirectory(path, Step.LIST, monitor)) {
                    throw Failure.at(Step.LIST).kind(FailureKind.NOT_FOUND).subject(path).hint(Hint.CHECK_PATH).build();
                }
                return;
            }
            if (!isUnknownCommand(outcome)) {
                throw notListed(outcome, path);
            }
            machineListing = false;
        }
        listAsPeopleReadIt(path, counted, monitor);
    }

    /** By LIST, from within the directory: servers read options and patterns in its argument, and list a missing one as empty. */
    private void listAsPeopleReadIt(String path, Consumer<RemoteEntry> entries, Monitor monitor) throws Failure {
        String here = workingDirectory(monitor);
        boolean elsewhere = !path.equals(".") && !path.equals(here);
        if (elsewhere) {
            Outcome entered = enter(path, Step.LIST, monitor);
            if (!entered.ok()) {
                throw notListed(entered, path);
            }
        }
        Outcome outcome;
        try {
            outcome = listing(QftpCommand.QFTPLIST, "\".\"", ListLine::parse, entries, path, monitor);
        } finally {
            if (elsewhere) {
                comeBack(here, monitor);
            }
        }
        if (!outcome.ok()) {
            throw notListed(outcome, path);
        }
    }

    private Outcome listing(QftpCommand command, String name, Function<String, Optional<RemoteEntry>> parser,
            Consumer<RemoteEntry> entries, String path, Monitor monitor) throws Failure {
        ListingSink sink = new ListingSink(parser, entries);
        AtCommand.Data data = new AtCommand.Data.Counted(sink, LONGEST_LISTING, QftpCommands.gap());
        Outcome outcome = control.transfer(command, name + COM, data, Step.LIST, path, monitor);
        if (outcome.ok()) {
            sink.finish();
        }
        return outcome;
    }

    private static Failure notListed(Outcome outcome, String path) {
        Failure failure = Failures.of(outcome, Step.LIST, path);
        boolean noDirectory = outcome.protocolError() == 501 || outcome.protocolError() == 450;
        return noDirectory ? failure.toBuilder().kind(FailureKind.NOT_FOUND).hint(Hint.CHECK_PATH).build() : failure;
    }

    private static boolean isUnknownCommand(Outcome outcome) {
        return outcome.code() < 0
                || ReplyMapping.meaning(Step.LIST, outcome.code(), outcome.protocolError()).kind() == FailureKind.UNSUPPORTED;
    }

    Optional<RemoteEntry> stat(String path, Monitor monitor) throws Failure {
        if (path.isEmpty() || path.equals(".") || path.equals("/")) {
            return Optional.of(RemoteEntry.directory(path.isEmpty() ? "." : path));
        }
        Outcome outcome = size(path, Step.STAT, monitor);
        if (outcome.ok() && outcome.number().isPresent()) {
            return Optional.of(RemoteEntry.file(RemotePaths.name(path), outcome.number().get()));
        }
        Failure failure = Failures.of(outcome, Step.STAT, path);
        return switch (failure.kind()) {
            case NOT_FOUND -> isDirectory(path, Step.STAT, monitor) ? Optional.of(RemoteEntry.directory(RemotePaths.name(path)))
                    : Optional.empty();
            case UNSUPPORTED, REFUSED -> find(path, monitor);
            default -> throw failure;
        };
    }

    /** By the listing of its parent, for servers without SIZE. */
    private Optional<RemoteEntry> find(String path, Monitor monitor) throws Failure {
        String name = RemotePaths.name(path);
        List<RemoteEntry> found = new ArrayList<>();
        try {
            list(RemotePaths.parent(path), entry -> {
                if (entry.name().equals(name)) {
                    found.add(entry);
                }
            }, monitor);
        } catch (Failure e) {
            if (e.kind() == FailureKind.NOT_FOUND) {
                return Optional.empty();
            }
            throw e.during(Step.STAT, path);
        }
        return found.stream().findFirst();
    }

    Outcome size(String path, Step step, Monitor monitor) throws Failure {
        return control.run(QftpCommand.QFTPSIZE, argument(QftpCommand.QFTPSIZE, 0, path, step), step, path, monitor);
    }

    /**
     * Whether a path is a directory: whether one can go there, or, where the path is too long for that command, whether its parent lists it
     * as one. Leaves the working directory as it was.
     */
    boolean isDirectory(String path, Step step, Monitor monitor) throws Failure {
        if (!DirectoryPieces.fits(path)) {
            return find(path, monitor).filter(RemoteEntry::isDirectory).isPresent();
        }
        String here = workingDirectory(monitor);
        Outcome outcome = enter(path, step, monitor);
        if (outcome.ok()) {
            comeBack(here, monitor);
            return true;
        }
        Failure failure = Failures.of(outcome, step, path);
        return switch (failure.kind()) {
            case NOT_FOUND, NO_RIGHT, NAME_NOT_ALLOWED, REFUSED -> false;
            default -> throw failure;
        };
    }

    /** Goes to a directory; when one piece of the way is refused, back to where it was. */
    private Outcome enter(String path, Step step, Monitor monitor) throws Failure {
        String here = workingDirectory(monitor);
        Outcome outcome = new Outcome(0, "", "", 0);
        int gone = 0;
        for (String piece : DirectoryPieces.of(path)) {
            outcome = control.run(QftpCommand.QFTPCWD, piece, step, path, monitor);
            if (!outcome.ok()) {
                break;
            }
            gone++;
        }
        if (!outcome.ok() && gone > 0) {
            comeBack(here, monitor);
        }
        return outcome;
    }

    /** A relative path must never mean another place than before: when the way back fails, the session is opened again. */
    private void comeBack(String here, Monitor monitor) {
        try {
            for (String piece : DirectoryPieces.of(here)) {
                if (!control.run(QftpCommand.QFTPCWD, piece, Step.DIRECTORY, here, monitor).ok()) {
                    control.distrust();
                    return;
                }
            }
        } catch (Failure e) {
            control.distrust();
        }
    }

    void put(String path, InputStream data, long offset, long length, Monitor monitor) throws Failure {
        String name = argument(QftpCommand.QFTPPUT, 0, path, Step.TRANSFER);
        ProgressReporter progress = new ProgressReporter(monitor, offset + length, nanoTime);
        long end = offset + length;
        long position = offset;
        do {
            long start = position;
            long part = Math.min(window, end - start);
            boolean last = start + part == end;
            AtCommand.Data upload = new AtCommand.Data.Upload(data, part, QftpCommands.gap(), sent -> progress.done(start + sent));
            String arguments = name + COM + ',' + start + ',' + part + ',' + (last ? 1 : 0);
            Outcome outcome = control.transfer(QftpCommand.QFTPPUT, arguments, upload, Step.TRANSFER, path, monitor);
            if (!outcome.ok() || outcome.number().orElse(part) != part) {
                if (start > offset) {
                    control.distrust();
                }
                throw notStored(outcome, path, start, part, monitor);
            }
            position += part;
        } while (position < end);
        progress.done(end);
    }

    private Failure notStored(Outcome outcome, String path, long start, long part, Monitor monitor) {
        if (outcome.ok()) {
            return Failure.at(Step.TRANSFER).kind(FailureKind.INCOMPLETE).subject(path)
                    .detail("the module passed " + outcome.value() + " of " + part + " bytes on").hint(Hint.FLOW_CONTROL).build();
        }
        Failure failure = Failures.of(outcome, Step.TRANSFER, path);
        if (start > 0 && outcome.transferred() == 0 && refusesRestart(outcome, failure)) {
            return failure.toBuilder().kind(FailureKind.RESTART_REFUSED).hint(Hint.NONE).build();
        }
        if (outcome.is(QftpCode.TIMEOUT) && outcome.transferred() == part) {
            return failure.toBuilder().detail("the module waits for bytes that were sent").hint(Hint.FLOW_CONTROL).build();
        }
        return outcome.transferred() > 0 ? failure : refusals.ofUpload(failure, path, monitor);
    }

    void get(String path, OutputStream sink, long offset, long length, Monitor monitor) throws Failure {
        String name = argument(QftpCommand.QFTPGET, 0, path, Step.TRANSFER);
        ProgressReporter progress = new ProgressReporter(monitor, offset + length, nanoTime);
        long end = offset + length;
        for (long position = offset; position < end;) {
            long start = position;
            long part = Math.min(window, end - start);
            AtCommand.Data download = new AtCommand.Data.Download(sink, part, QftpCommands.gap(), read -> progress.done(start + read));
            Outcome outcome = control.transfer(QftpCommand.QFTPGET, name + COM + ',' + start + ',' + part, download, Step.TRANSFER, path,
                    monitor);
            if (!outcome.ok()) {
                throw notRead(outcome, path, start, monitor);
            }
            long announced = outcome.number().orElse(outcome.transferred());
            if (outcome.transferred() != part || announced != part) {
                throw incomplete(path, start - offset + Math.min(announced, outcome.transferred()), length,
                        announced > outcome.transferred());
            }
            position += part;
        }
        progress.done(end);
    }

    private Failure notRead(Outcome outcome, String path, long start, Monitor monitor) {
        Failure failure = Failures.of(outcome, Step.TRANSFER, path);
        if (start > 0 && outcome.transferred() == 0 && refusesRestart(outcome, failure)) {
            return failure.toBuilder().kind(FailureKind.RESTART_REFUSED).hint(Hint.NONE).build();
        }
        return outcome.transferred() > 0 ? failure : refusals.ofDownload(failure, path, start, monitor);
    }

    private static Failure incomplete(String path, long came, long length, boolean lostOnTheLine) {
        return Failure.at(Step.TRANSFER).kind(FailureKind.INCOMPLETE).subject(path).detail(came + " of " + length + " bytes came")
                .hint(lostOnTheLine ? Hint.FLOW_CONTROL : Hint.RUN_AGAIN).build();
    }

    /** 612, and what servers say to a REST that they do not know or do not like. */
    private static boolean refusesRestart(Outcome outcome, Failure failure) {
        return failure.kind() == FailureKind.RESTART_REFUSED || failure.kind() == FailureKind.UNSUPPORTED
                || outcome.is(QftpCode.PARAMETER_SYNTAX) || outcome.is(QftpCode.BAD_SEQUENCE);
    }

    void delete(String path, Monitor monitor) throws Failure {
        Outcome outcome = control.run(QftpCommand.QFTPDEL, argument(QftpCommand.QFTPDEL, 0, path, Step.DELETE), Step.DELETE, path, monitor);
        if (!outcome.ok()) {
            throw refusals.ofDelete(Failures.of(outcome, Step.DELETE, path), path, monitor);
        }
    }

    void rename(String from, String to, Monitor monitor) throws Failure {
        String arguments = argument(QftpCommand.QFTPRENAME, 0, from, Step.RENAME) + ','
                + argument(QftpCommand.QFTPRENAME, 1, to, Step.RENAME);
        Outcome outcome = control.run(QftpCommand.QFTPRENAME, arguments, Step.RENAME, from, monitor);
        if (!outcome.ok()) {
            throw refusals.ofRename(Failures.of(outcome, Step.RENAME, from), from, to, monitor);
        }
    }

    void makeDirectory(String path, Monitor monitor) throws Failure {
        String name = argument(QftpCommand.QFTPMKDIR, 0, path, Step.MAKE_DIRECTORY);
        Outcome outcome = control.run(QftpCommand.QFTPMKDIR, name, Step.MAKE_DIRECTORY, path, monitor);
        if (!outcome.ok()) {
            throw refusals.ofMakeDirectory(Failures.of(outcome, Step.MAKE_DIRECTORY, path), path, monitor);
        }
    }

    void removeDirectory(String path, Monitor monitor) throws Failure {
        String name = argument(QftpCommand.QFTPRMDIR, 0, path, Step.REMOVE_DIRECTORY);
        Outcome outcome = control.run(QftpCommand.QFTPRMDIR, name, Step.REMOVE_DIRECTORY, path, monitor);
        if (!outcome.ok()) {
            throw refusals.ofRemoveDirectory(Failures.of(outcome, Step.REMOVE_DIRECTORY, path), path, monitor);
        }
    }

    private static String argument(QftpCommand command, int index, String value, Step step) throws Failure {
        Parameter parameter = command.parameters().get(index);
        if (value.isEmpty()) {
            throw Failure.at(step).kind(FailureKind.MISUSE).detail("an empty path").hint(Hint.CHECK_PATH).build();
        }
        return Arguments.path(value, parameter.maximum(), step);
    }

    /** Counts entries on their way, because an empty listing, or one of the path itself, may mean that it is no directory. */
    private static final class CountedEntries implements Consumer<RemoteEntry> {
        private final Consumer<RemoteEntry> next;
        private int count;
        private String first;

        CountedEntries(Consumer<RemoteEntry> next) {
            this.next = next;
        }

        @Override
        public void accept(RemoteEntry entry) {
            if (count++ == 0) {
                first = entry.name();
            }
            next.accept(entry);
        }

        boolean isDoubtful(String path) {
            boolean certain = path.equals(".") || path.equals("/");
            return !certain && (count == 0 || count == 1 && first.equals(RemotePaths.name(path)));
        }
    }
}
