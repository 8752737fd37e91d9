/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.shell.internal;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;

import org.atferry.remote.Failure;
import org.atferry.remote.Monitor;
import org.atferry.remote.RemoteFileSystem;
import org.atferry.remote.StepEvent;
import org.atferry.remote.TransferId;
import org.atferry.remote.transfer.TransferOptions;
import org.atferry.remote.transfer.TreeResult;
import org.atferry.remote.transfer.TreeTransfer;
import org.atferry.shell.internal.line.CommandLine;
import org.atferry.shell.internal.line.Misuse;
import org.atferry.shell.internal.line.Option;
import org.atferry.shell.internal.output.Json;
import org.atferry.shell.internal.output.Printable;
import org.atferry.shell.internal.output.Quantities;
import org.atferry.shell.internal.output.StepFacts;
import org.atferry.shell.internal.output.Texts;

/** What {@code push} and {@code pull} share when more than one file is carried: sessions, progress and the result. For one run. */
final class Trees {

    private static final int DIRECT_JOBS = 4;

    /** What makes a run fail most: the first of these that happened gives the exit status. */
    private static final List<Integer> WORST_FIRST = List.of(ExitStatus.FAULT, ExitStatus.INCOMPLETE, ExitStatus.NOT_REACHED,
            ExitStatus.REFUSED, ExitStatus.MISUSE);

    private final Invocation invocation;
    private final Texts texts;
    /** How many files were proved in which way; the listener of a tree is called by one thread at a time. */
    private final Map<String, Long> proofs = new TreeMap<>();

    Trees(Invocation invocation) {
        this.invocation = invocation;
        this.texts = invocation.texts();
    }

    /** How many sessions may be open at once: said before anything starts. */
    static int jobs(Invocation invocation, boolean direct) throws Failure {
        CommandLine line = invocation.line();
        int jobs = line.number(Option.JOBS, 1, TreeTransfer.MOST_JOBS, invocation.texts()).orElse(direct ? DIRECT_JOBS : 1);
        if (jobs > 1 && !direct) {
            throw Misuse.of(invocation.texts().get("misuse.jobs-module", Option.JOBS.word()));
        }
        return jobs;
    }

    /** A transfer over the open session and as many more as are allowed. */
    TreeTransfer transfer(Remote remote, TransferOptions options) throws Failure {
        AtomicBoolean first = new AtomicBoolean(true);
        TreeTransfer.Sessions sessions = monitor -> first.getAndSet(false) ? remote.files() : further(remote, monitor);
        return new TreeTransfer(options, jobs(invocation, remote.isDirect()), sessions, invocation.environment().nanoTime());
    }

    /** Whoever saw the first one open need not see it again. */
    private static RemoteFileSystem further(Remote remote, Monitor monitor) throws Failure {
        return remote.another(monitor.withListener(event -> { }));
    }

    /** A monitor that shows the whole, not each file, and counts the proofs. */
    Monitor monitor() {
        TransferId id = TransferId.next();
        var told = invocation.output().treeListener(id);
        StepFacts facts = new StepFacts(texts);
        return new Monitor(id, invocation.cancellation(), event -> {
            if (event instanceof StepEvent.Verified verified) {
                proofs.merge(facts.proof(verified.proof(), verified.algorithm()), 1L, Long::sum);
            }
            told.accept(event);
        });
    }

    /**
     * Tells the result.
     *
     * @param from all sources, for programs
     * @param shown what a person reads instead
     * @param directories how many are there now, those not counted that were to be there before
     * @throws Failure the worst of what failed, when something did
     */
    void tell(String from, String shown, String to, long directories, TreeResult result) throws Failure {
        Quantities quantities = new Quantities(texts.locale());
        StringBuilder line = new StringBuilder(texts.get("result.tree", Printable.of(shown), Printable.of(to), result.files(),
                directories, quantities.count(result.bytes())));
        if (!proofs.isEmpty()) {
            line.append("  ").append(texts.get("result.tree-proof", proved(quantities)));
        }
        line.append("  ").append(texts.get("result.tree-time", quantities.seconds(result.elapsed())));
        if (result.warned() > 0) {
            line.append("  ").append(texts.get("result.tree-omitted", result.warned()));
        }
        if (result.failed() > 0) {
            line.append("  ").append(texts.get("result.tree-failed", result.failed()));
        }
        invocation.output().result(line.toString(), json(from, to, directories, result));
        if (!result.complete()) {
            throw failure(shown, result);
        }
    }

    private String proved(Quantities quantities) {
        return proofs.size() == 1 ? proofs.keySet().iterator().next()
                : proofs.entrySet().stream().map(proof -> proof.getKey() + " (" + quantities.count(proof.getValue()) + ")")
                        .collect(Collectors.joining(", "));
    }

    private Json json(String from, String to, long directories, TreeResult result) {
        return Json.event("result").put("command", invocation.line().verb().word()).put("from", from).put("to", to)
                .put("files", result.files()).put("directories", directories).put("bytes", result.bytes())
                .put("omitted", result.warned()).put("failed", result.failed()).put("sessions", result.sessions())
                .put("seconds", result.elapsed().toMillis() / 1000.0);
    }

    private Failure failure(String shown, TreeResult result) {
        Optional<Failure> worst = result.failures().stream()
                .min(Comparator.comparingInt(failure -> WORST_FIRST.indexOf(ExitStatus.of(failure))));
        Failure chosen = worst.orElseThrow();
        return Failure.at(chosen.step()).kind(chosen.kind()).subject(shown)
                .detail(texts.get("tree.failed", result.failed(), result.files() + result.failed())).build();
    }
}
