/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.remote.transfer;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;

import org.atferry.remote.Failure;
import org.atferry.remote.FailureKind;
import org.atferry.remote.Hint;
import org.atferry.remote.Monitor;
import org.atferry.remote.RemoteEntry;
import org.atferry.remote.RemoteFileSystem;
import org.atferry.remote.RemotePaths;
import org.atferry.remote.Step;
import org.atferry.remote.StepEvent.Omission;

/** Uploads trees. Links in them are not followed; each directory of the server is listed once, before its files come. */
final class TreePush implements TreeWork {

    private final TransferOptions options;
    private final LongSupplier nanoTime;
    private final TreeTally tally;
    private final Pattern parts;

    TreePush(TransferOptions options, LongSupplier nanoTime, TreeTally tally) {
        this.options = options;
        this.nanoTime = nanoTime;
        this.tally = tally;
        this.parts = UploadNames.partPattern(options.partialSuffix());
    }

    @Override
    public void enter(TreeFolder folder, RemoteFileSystem fs, Found found, Monitor monitor) throws Failure {
        boolean made = !folder.isThere() && makeDirectory(folder.remote(), fs, monitor);
        folder.listing(made ? TreeListing.empty() : TreeListing.of(folder.remote(), fs, options, monitor));
        tally.folder();
        if (folder.isRoot()) {
            for (Map.Entry<String, Path> source : folder.sources().entrySet()) {
                accept(source.getValue(), source.getKey(), folder, found);
            }
            return;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder.local())) {
            for (Path file : files) {
                monitor.checkCancelled(Step.LOCAL_FILE);
                accept(file, file.getFileName().toString(), folder, found);
            }
        } catch (DirectoryIteratorException e) {
            throw LocalFailures.of(folder.local().toString(), e.getCause());
        } catch (IOException e) {
            throw LocalFailures.of(folder.local().toString(), e);
        }
    }

    /** Makes a directory; false when it is there. */
    static boolean makeDirectory(String path, RemoteFileSystem fs, Monitor monitor) throws Failure {
        try {
            fs.makeDirectory(path, monitor);
            return true;
        } catch (Failure e) {
            if (TransferFailures.isRefusal(e) && fs.stat(path, monitor).filter(RemoteEntry::isDirectory).isPresent()) {
                return false;
            }
            throw e;
        }
    }

    private void accept(Path file, String name, TreeFolder folder, Found found) throws Failure {
        try {
            RemotePaths.checked(name, Step.ARGUMENTS);
        } catch (Failure e) {
            tally.omit(file.toString(), Omission.BAD_NAME, e.detail());
            return;
        }
        if (!folder.local(name).equals(file)) {
            tally.omit(file.toString(), Omission.BAD_NAME, "its bytes are no text"); //$NON-NLS-1$
            return;
        }
        BasicFileAttributes facts;
        try {
            facts = folder.isRoot() ? Files.readAttributes(file, BasicFileAttributes.class)
                    : Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        } catch (IOException e) {
            tally.fail(file.toString(), LocalFailures.of(file.toString(), e));
            return;
        }
        if (facts.isSymbolicLink()) {
            tally.omit(file.toString(), Omission.LINK, ""); //$NON-NLS-1$
        } else if (facts.isDirectory()) {
            found.folder(folder.child(name, folder.listing().hasDirectory(name)));
        } else if (facts.isRegularFile() && parts.matcher(name).matches()) {
            // It could take the place of the temporary file of another one while that is sent.
            tally.omit(file.toString(), Omission.BAD_NAME, "such names are kept for temporary files"); //$NON-NLS-1$
        } else if (facts.isRegularFile() && isWrittenAnew(name, folder)) {
            tally.omit(file.toString(), Omission.SAME_NAME, "it is written anew, beside its file"); //$NON-NLS-1$
        } else if (facts.isRegularFile()) {
            found.file(new TreeFile(folder, name, facts.size(), TreeFile.NO_TIME));
        } else {
            tally.omit(file.toString(), Omission.SPECIAL_FILE, ""); //$NON-NLS-1$
        }
    }

    /** The file of a hash that comes with another file: both at once would write the same temporary file. */
    private boolean isWrittenAnew(String name, TreeFolder folder) {
        if (!options.writeSha256() || !name.endsWith(UploadNames.HASH_SUFFIX)) {
            return false;
        }
        String hashed = name.substring(0, name.length() - UploadNames.HASH_SUFFIX.length());
        return folder.isRoot() ? folder.sources().containsKey(hashed)
                : !hashed.isEmpty() && Files.isRegularFile(folder.local(hashed), LinkOption.NOFOLLOW_LINKS);
    }

    @Override
    public TransferResult carry(TreeFile file, RemoteFileSystem fs, Monitor monitor) throws Failure {
        Lookup before = file.folder().listing().lookup(fs);
        return new PushOperation(fs, Source.of(file.local()), file.remote(), options, nanoTime, before, true).execute(monitor);
    }

    @Override
    public String shown(TreeTask task) {
        return task instanceof TreeFile file ? file.remote() : ((TreeFolder) task).remote();
    }

    /** A server's disk that is full stays so, and each further file would be sent in vain. */
    @Override
    public boolean endsAll(Failure failure) {
        return failure.kind() == FailureKind.NO_SPACE;
    }

    /** Makes sure that the target is a directory, and makes it if need be; true when it was there. */
    static boolean prepare(String target, RemoteFileSystem fs, Monitor monitor) throws Failure {
        if (target.equals("/")) { //$NON-NLS-1$
            return true;
        }
        RemoteEntry entry = fs.stat(target, monitor).orElse(null);
        if (entry == null) {
            return !makeDirectory(target, fs, monitor);
        }
        if (entry.kind() == RemoteEntry.Kind.FILE) {
            throw Failure.at(Step.DIRECTORY).kind(FailureKind.EXISTS).subject(target).detail("is a file") //$NON-NLS-1$
                    .hint(Hint.CHECK_PATH).build();
        }
        return true;
    }
}
