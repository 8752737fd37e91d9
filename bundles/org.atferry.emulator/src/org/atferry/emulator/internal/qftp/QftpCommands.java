/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.emulator.internal.qftp;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;

import org.atferry.at.AtText;
import org.atferry.command.qftp.QftpCode;
import org.atferry.command.qftp.QftpCommand;
import org.atferry.emulator.internal.base.Arguments;
import org.atferry.emulator.internal.base.ErrorReport;
import org.atferry.emulator.internal.base.PacketContexts;
import org.atferry.emulator.internal.line.Answer;
import org.atferry.emulator.internal.line.Command;
import org.atferry.emulator.internal.line.ModuleTime;
import org.atferry.ftp.FtpSession;
import org.atferry.ftp.FtpWireListener;
import org.atferry.ftp.ListingKind;
import org.atferry.remote.Failure;
import org.atferry.remote.FailureKind;
import org.atferry.remote.Monitor;

/**
 * The FTP commands of chapter 2 of Quectel's manual. A form that the manual does not define is {@code ERROR}; arguments that do not fit are
 * {@code +CME ERROR: 610}. A local name other than {@code COM:} is 613: this module has no storage of its own.
 * <p>
 * *Chosen*, where the manual contradicts itself or is silent: {@code +QFTPSTAT} comes behind {@code OK}, as 2.17 says and example 3.6 does
 * not; {@code +QFTPPWD} quotes the path, as example 3.4 does and 3.3 does not. When a transfer is refused before it starts, no data mode is
 * entered: {@code +CME ERROR: 615} (or another code without a reply) when no data connection comes about; {@code OK} and then
 * {@code +QFTPGET: 627,550} when the server says why. {@code +QFTPNLIST}, as the manual heads the table of 2.12 and the vendor's own client
 * sends it, is {@code +QFTPNLST}.
 */
public final class QftpCommands {

    private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("uuuuMMddHHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter MILLISECONDS = DateTimeFormatter.ofPattern("uuuuMMddHHmmss.SSS", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    /** What a command does with arguments that fit. */
    @FunctionalInterface
    private interface Action {
        Answer run(Arguments arguments) throws Fault, Refusal;
    }

    private final ModuleFtp ftp;
    private final ErrorReport errors;
    private final Map<String, Command> commands = new LinkedHashMap<>();

    /**
     * The commands of one module.
     *
     * @param hosts HOST:PORT that is reached at another HOST:PORT
     * @param worker runs the parts that wait for the server, one after the other
     * @param faults is told of what must not happen
     */
    public QftpCommands(ModuleTime time, PacketContexts contexts, ErrorReport errors, Map<String, String> hosts, FtpWireListener wire,
            Executor worker, Consumer<Throwable> faults) {
        QftpConfig config = new QftpConfig();
        this.ftp = new ModuleFtp(time, config, contexts, hosts, wire, worker, faults);
        this.errors = errors;
        contexts.onDeactivated(ftp::contextDown);
        commands.put("+QFTPCFG", new ConfigCommand(config, ftp, errors));
        sessions();
        files();
        transfers();
    }

    /** The commands by their names. */
    public Map<String, Command> byName() {
        return Map.copyOf(commands);
    }

    /** The bytes that the last transfer moved, or the present one so far. Any thread. */
    public long transferred() {
        return ftp.length();
    }

    /** The line is gone: ends what runs. Any thread. */
    public void cancel() {
        ftp.cancel();
    }

    /** Ends the session, once nothing runs any more. */
    public void shutDown() {
        ftp.shutDown();
    }

    private void sessions() {
        add(QftpCommand.QFTPOPEN, given -> Answer.ok().then(ftp.open(given.text(0), (int) given.number(1))));
        add(QftpCommand.QFTPCLOSE, given -> Answer.ok().then(ftp.close()));
        add(QftpCommand.QFTPSTAT, given -> Answer.ok().followedBy("+QFTPSTAT: 0," + ftp.status().number()));
        add(QftpCommand.QFTPLEN, given -> Answer.ok().followedBy("+QFTPLEN: 0," + ftp.checkedLength()));
        result(QftpCommand.QFTPPWD, given -> (session, monitor) -> directory(session.workingDirectory(monitor)));
        result(QftpCommand.QFTPCWD, given -> (session, monitor) -> {
            session.changeDirectory(given.text(0), monitor);
            return "0,0";
        });
    }

    /** What a server says must not look like another line of the module. */
    private static String directory(String path) {
        return path.chars().anyMatch(Character::isISOControl) ? QftpCode.UNKNOWN.number() + ",0" : "0,\"" + path + '"';
    }

    private void files() {
        result(QftpCommand.QFTPSIZE, given -> (session, monitor) -> "0," + session.requiredSize(given.text(0), monitor));
        result(QftpCommand.QFTPMDTM, given -> (session, monitor) -> modified(session, given.text(0), monitor));
        result(QftpCommand.QFTPDEL, given -> (session, monitor) -> {
            session.delete(given.text(0), monitor);
            return "0,0";
        });
        result(QftpCommand.QFTPMKDIR, given -> (session, monitor) -> {
            session.makeDirectory(given.text(0), monitor);
            return "0,0";
        });
        result(QftpCommand.QFTPRMDIR, given -> (session, monitor) -> {
            session.removeDirectory(given.text(0), monitor);
            return "0,0";
        });
        result(QftpCommand.QFTPRENAME, given -> (session, monitor) -> {
            session.rename(given.text(0), given.text(1), monitor);
            return "0,0";
        });
    }

    private void transfers() {
        add(QftpCommand.QFTPPUT, this::put);
        add(QftpCommand.QFTPGET, given -> {
            requireCom(given.text(1));
            Download download = ftp.download(QftpCommand.QFTPGET,
                    (session, monitor) -> session.retrieve(given.text(0), given.number(2), monitor));
            return Answer.connect(line -> download.run(line, QftpCommand.QFTPGET, given.number(3)));
        });
        listing(QftpCommand.QFTPLIST, ListingKind.LIST);
        listing(QftpCommand.QFTPNLST, ListingKind.NLST);
        listing(QftpCommand.QFTPMLSD, ListingKind.MLSD);
        commands.put("+QFTPNLIST", commands.get("+QFTPNLST"));
    }

    private Answer put(Arguments given) throws Fault, Refusal {
        requireCom(given.text(1));
        if (given.count() == 4) {
            throw new Fault(QftpCode.INVALID_PARAMETER);
        }
        boolean declared = given.count() == 5;
        long length = declared ? given.number(3) : -1;
        boolean last = !declared || given.number(4) == 1;
        Upload upload = ftp.upload(given.text(0), given.number(2));
        return Answer.connect(line -> upload.run(line, length, last));
    }

    private void listing(QftpCommand command, ListingKind kind) {
        add(command, given -> {
            requireCom(given.text(1));
            Download download = ftp.download(command, (session, monitor) -> session.listing(kind, given.text(0), monitor));
            return Answer.connect(line -> download.run(line, command, 0));
        });
    }

    private static void requireCom(String localName) throws Fault {
        if (!QftpCommand.COM.equals(localName)) {
            throw new Fault(QftpCode.FILE_ERROR);
        }
    }

    /** A server that does not tell the time tells with the size whether there is such a file. */
    private static String modified(FtpSession session, String path, Monitor monitor) throws Failure {
        Instant instant;
        try {
            instant = session.requiredModified(path, monitor);
        } catch (Failure failure) {
            if (failure.kind() != FailureKind.UNSUPPORTED || failure.reply().isEmpty() || !session.isAlive()) {
                throw failure;
            }
            session.requiredSize(path, monitor);
            return QftpCode.NOT_IMPLEMENTED.number() + ",0";
        }
        return "0,\"" + (instant.getNano() >= 1_000_000 ? MILLISECONDS : SECONDS).format(instant) + '"';
    }

    /** A command with a result that comes later. */
    private void result(QftpCommand command, Function<Arguments, ModuleFtp.Operation> operation) {
        add(command, given -> Answer.ok().then(ftp.run(command, operation.apply(given))));
    }

    private void add(QftpCommand command, Action action) {
        commands.put("+" + command.name(), new Handler(command, action));
    }

    private final class Handler implements Command {
        private final QftpCommand command;
        private final Action action;

        Handler(QftpCommand command, Action action) {
            this.command = command;
            this.action = action;
        }

        @Override
        public Answer test() {
            return Answer.ok(command.testLines());
        }

        @Override
        public Answer set(List<AtText.Argument> arguments) {
            return command.forms().contains(QftpCommand.Form.SET) ? run(arguments) : Answer.error();
        }

        @Override
        public Answer execute() {
            return command.forms().contains(QftpCommand.Form.EXECUTE) ? run(List.of()) : Answer.error();
        }

        private Answer run(List<AtText.Argument> arguments) {
            try {
                return action.run(Arguments.check(arguments, command.parameters())
                        .orElseThrow(() -> new Fault(QftpCode.INVALID_PARAMETER)));
            } catch (Fault fault) {
                return errors.application(fault.code().number());
            } catch (Refusal refusal) {
                return refusal.isWithoutReply() ? errors.application(refusal.result().code().number())
                        : Answer.ok().followedBy(command.result() + " " + ModuleFtp.text(refusal.result()));
            }
        }
    }
}
