/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.remote.transfer;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

import org.atferry.remote.Failure;
import org.atferry.remote.FailureKind;
import org.atferry.remote.Hint;
import org.atferry.remote.Monitor;
import org.atferry.remote.RemoteEntry;
import org.atferry.remote.RemoteFileSystem;
import org.atferry.remote.RemotePaths;
import org.atferry.remote.Step;
import org.atferry.remote.StepEvent.Omission;

/**
 * Downloads a tree. What a server calls its files and directories is believed only after a look: nothing is made outside the target, no
 * link is followed, and two names never become one file.
 */
final class TreePull implements TreeWork {

    /** Less room on the local disk than this is none. */
    private static final long NO_ROOM = 1 << 20;

    private final TransferOptions options;
    private final LongSupplier nanoTime;
    private final UnaryOperator<OutputStream> disk;
    private final Predicate<Path> folding;
    private final TreeTally tally;
    private final Path target;

    /**
     * Into a directory.
     *
     * @param folding whether the file system of a directory takes names for one that {@link NameFolding#fold} takes for one
     */
    TreePull(TransferOptions options, LongSupplier nanoTime, UnaryOperator<OutputStream> disk, Predicate<Path> folding, TreeTally tally,
            Path target) {
        this.options = options;
        this.nanoTime = nanoTime;
        this.disk = disk;
        this.folding = folding;
        this.tally = tally;
        this.target = target;
    }

    @Override
    public void enter(TreeFolder folder, RemoteFileSystem fs, Found found, Monitor monitor) throws Failure {
        if (!folder.isRoot()) {
            makeDirectory(folder.local());
        }
        Names names = new Names(folder);
        fs.list(folder.remote(), entry -> accept(entry, folder, names, found), monitor);
        tally.folder();
    }

    private static void makeDirectory(Path directory) throws Failure {
        try {
            Files.createDirectory(directory);
        } catch (FileAlreadyExistsException e) {
            if (!isPlainDirectory(directory)) {
                throw Failure.at(Step.LOCAL_FILE).kind(FailureKind.LOCAL).subject(directory.toString())
                        .detail("is there and is no directory").build(); //$NON-NLS-1$
            }
        } catch (IOException e) {
            throw LocalFailures.of(directory.toString(), e);
        }
    }

    /** Neither a link nor, on Windows, a junction. */
    private static boolean isPlainDirectory(Path directory) throws Failure {
        try {
            BasicFileAttributes facts = Files.readAttributes(directory, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            return facts.isDirectory() && !facts.isSymbolicLink() && !facts.isOther();
        } catch (IOException e) {
            throw LocalFailures.of(directory.toString(), e);
        }
    }

    private void accept(RemoteEntry entry, TreeFolder folder, Names names, Found found) {
        if (!names.isNew(entry.name())) {
            return;
        }
        String path = RemotePaths.join(folder.remote(), "") + entry.name(); // whatever the name is //$NON-NLS-1$
        switch (entry.kind()) {
            case DIRECTORY -> {
                TreeFolder child = folder.child(entry.name(), true);
                if (child.isTooDeep()) {
                    tally.omit(path, Omission.TOO_DEEP, ""); //$NON-NLS-1$
                } else {
                    found.folder(child);
                }
            }
            case FILE -> found.file(TreeFile.of(folder, entry));
            case LINK -> tally.omit(path, Omission.LINK, ""); //$NON-NLS-1$
            default -> tally.omit(path, Omission.SPECIAL_FILE, ""); //$NON-NLS-1$
        }
    }

    /** Sorts the names of one directory; each that is no good is told once. */
    private final class Names {
        private final TreeFolder folder;
        private final NameSet exact = new NameSet();
        private final NameSet folded = new NameSet();
        private final NameSet earlier;
        private Optional<Boolean> isFolding = Optional.empty();

        Names(TreeFolder folder) {
            this.folder = folder;
            this.earlier = folder.startListing(exact);
        }

        /** Whether it may become a file or directory here, and has not yet. */
        boolean isNew(String name) {
            Optional<String> trouble = trouble(name);
            boolean twice = !exact.add(name);
            boolean same = trouble.isEmpty() && !folded.add(NameFolding.fold(name));
            if (earlier.contains(name)) {
                return false;
            }
            String path = RemotePaths.join(folder.remote(), "") + name; //$NON-NLS-1$
            if (trouble.isPresent()) {
                tally.omit(path, Omission.BAD_NAME, trouble.get());
                return false;
            }
            if (twice || same && isFolding()) {
                tally.omit(path, Omission.SAME_NAME, ""); //$NON-NLS-1$
                return false;
            }
            return true;
        }

        private Optional<String> trouble(String name) {
            try {
                folder.local().resolve(LocalNames.checked(name, Step.LIST));
                return Optional.empty();
            } catch (Failure e) {
                return Optional.of(e.detail());
            } catch (InvalidPathException e) {
                return Optional.of(e.getReason());
            }
        }

        private boolean isFolding() {
            if (isFolding.isEmpty()) {
                isFolding = Optional.of(folding.test(folder.local()));
            }
            return isFolding.get();
        }
    }

    @Override
    public TransferResult carry(TreeFile file, RemoteFileSystem fs, Monitor monitor) throws Failure {
        Optional<RemoteEntry> entry = file.entry().isPresent() ? file.entry() : fs.stat(file.remote(), monitor);
        if (entry.isEmpty()) {
            throw Failure.at(Step.STAT).kind(FailureKind.NOT_FOUND).subject(file.remote()).hint(Hint.CHECK_PATH).build();
        }
        return new PullOperation(fs, file.remote(), file.local(), options, nanoTime, disk, entry).execute(monitor);
    }

    @Override
    public String shown(TreeTask task) {
        return task instanceof TreeFile file ? file.remote() : ((TreeFolder) task).remote();
    }

    /** A local disk that is full. */
    @Override
    public boolean endsAll(Failure failure) {
        if (failure.kind() != FailureKind.LOCAL || !(failure.getCause() instanceof IOException)) {
            return false;
        }
        try {
            return Files.getFileStore(target).getUsableSpace() < NO_ROOM;
        } catch (IOException e) {
            return false;
        }
    }
}
