/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.remote.transfer;

import java.time.Duration;
import java.util.List;
import java.util.Objects;

import org.atferry.remote.Failure;
import org.atferry.remote.StepEvent;

/**
 * A transfer of a tree that came to its end; single files in it may have failed.
 *
 * @param files how many files arrived
 * @param bytes how many bytes those files have
 * @param directories how many directories are there now, new or not, the target itself included
 * @param warnings what was left out, the first {@link #MOST}
 * @param failures what failed, the subject of each is the path, the first {@link #MOST}
 * @param warned how many things were left out
 * @param failed how many files and directories failed
 * @param sessions how many sessions were open at most at the same time
 * @param elapsed from the call to the return
 */
public record TreeResult(long files, long bytes, long directories, List<StepEvent.Omitted> warnings, List<Failure> failures, long warned,
        long failed, int sessions, Duration elapsed) {

    /** How many warnings and failures are kept; all are told as {@link StepEvent.Omitted} and {@link StepEvent.FileFailed}. */
    public static final int MOST = 1000;

    /** Takes copies of the lists. */
    public TreeResult {
        warnings = List.copyOf(warnings);
        failures = List.copyOf(failures);
        Objects.requireNonNull(elapsed);
    }

    /** Whether nothing failed; what was left out is no failure. */
    public boolean complete() {
        return failed == 0;
    }
}
