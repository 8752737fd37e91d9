/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.remote.transfer;

import java.util.Optional;

import org.atferry.remote.Failure;
import org.atferry.remote.Hint;
import org.atferry.remote.Monitor;
import org.atferry.remote.RemoteEntry;
import org.atferry.remote.RemoteFileSystem;
import org.atferry.remote.StepEvent;

/**
 * Puts a complete temporary file under the name of the target. Where the server refuses to rename over a file, three commands do it, and
 * a crash between any two of them leaves a state that {@link #recover} knows:
 * <pre>
 *                       target  temporary  backup   recovery
 *                       old     new        -        nothing
 *   target → backup     -       new        old      backup → target
 *   temporary → target  new     -          old      backup deleted
 *   backup deleted      new     -          -        nothing
 * </pre>
 * So the old or the new content is whole at every instant, and except between the two renames it is so under the target's name.
 */
final class Replacement {

    private final RemoteFileSystem fs;
    private final UploadNames names;
    private final Lookup before;

    /**
     * Replaces on a server.
     *
     * @param before what is there before the upload
     */
    Replacement(RemoteFileSystem fs, UploadNames names, Lookup before) {
        this.before = before;
        this.fs = fs;
        this.names = names;
    }

    /**
     * Puts right what a crash of an earlier replacement left. The old file gets its name back even when the new one could follow at once:
     * whoever reads the target during the verification then finds a whole file.
     *
     * @param present whether there is a file under the target's name
     * @return whether there is one afterwards
     */
    boolean recover(boolean present, Monitor monitor) throws Failure {
        Optional<RemoteEntry> backup = before.find(names.backup(), monitor);
        if (backup.isEmpty() || backup.get().isDirectory()) {
            return present;
        }
        if (present) {
            if (deleteBackup(monitor)) {
                monitor.report(new StepEvent.Recovered(names.target(), "its replacement had succeeded; backup removed")); //$NON-NLS-1$
            }
        } else {
            fs.rename(names.backup(), names.target(), monitor);
            monitor.report(new StepEvent.Recovered(names.target(), "the old file was put back from " + names.backup())); //$NON-NLS-1$
        }
        return true;
    }

    /**
     * Renames the temporary file to the target.
     *
     * @param length of the temporary file
     */
    void replace(long length, Monitor monitor) throws Failure {
        try {
            rename(names.part(), names.target(), monitor);
        } catch (Failure refusal) {
            if (!TransferFailures.isRefusal(refusal)) {
                throw TransferFailures.withHint(refusal, Hint.RUN_AGAIN);
            }
            if (!isThere(names.target(), monitor) || !isWhole(names.part(), length, monitor)) {
                throw refused(refusal, ""); //$NON-NLS-1$
            }
            replaceByBackup(refusal, monitor);
        }
    }

    private void replaceByBackup(Failure firstRefusal, Monitor monitor) throws Failure {
        try {
            rename(names.target(), names.backup(), monitor);
        } catch (Failure e) {
            if (TransferFailures.isRefusal(e)) {
                throw refused(firstRefusal, ""); //$NON-NLS-1$
            }
            throw TransferFailures.withHint(e, Hint.RUN_AGAIN);
        }
        try {
            rename(names.part(), names.target(), monitor);
        } catch (Failure e) {
            throw putBack(e, monitor);
        }
        deleteBackup(monitor);
    }

    /** After a clear refusal the old file gets its name back at once; after anything else the next try finds out what happened. */
    private Failure putBack(Failure why, Monitor monitor) {
        String where = "the old file is in " + names.backup(); //$NON-NLS-1$
        if (!TransferFailures.isRefusal(why)) {
            String detail = why.detail().isEmpty() ? where : why.detail() + "; " + where; //$NON-NLS-1$
            return why.toBuilder().detail(detail).hint(Hint.RUN_AGAIN).build();
        }
        try {
            rename(names.backup(), names.target(), monitor);
            return refused(why, ""); //$NON-NLS-1$
        } catch (Failure e) {
            Failure result = refused(why, where);
            result.addSuppressed(e);
            return result;
        }
    }

    /** Whether the backup is gone; that it is not is told, and is no failure: the new file is there. */
    private boolean deleteBackup(Monitor monitor) {
        try {
            fs.delete(names.backup(), monitor);
            monitor.report(new StepEvent.Removed(names.backup()));
            return true;
        } catch (Failure e) {
            monitor.report(new StepEvent.Notice(Hint.BACKUP_LEFT, names.backup()));
            return false;
        }
    }

    private void rename(String from, String to, Monitor monitor) throws Failure {
        fs.rename(from, to, monitor);
        monitor.report(new StepEvent.Renamed(from, to));
    }

    private boolean isThere(String path, Monitor monitor) throws Failure {
        return fs.stat(path, monitor).isPresent();
    }

    private boolean isWhole(String path, long length, Monitor monitor) throws Failure {
        return fs.stat(path, monitor).filter(entry -> entry.size().orElse(length) == length).isPresent();
    }

    private Failure refused(Failure refusal, String where) {
        return refusal.toBuilder().detail(where.isEmpty() ? refusal.detail() : where).hint(Hint.RENAME_REFUSED).build();
    }
}
