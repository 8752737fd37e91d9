/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.shell.internal;

import java.time.Duration;

import org.atferry.remote.Failure;
import org.atferry.remote.HashAlgorithm;
import org.atferry.remote.Sha256;
import org.atferry.remote.transfer.TransferOptions;
import org.atferry.remote.transfer.TransferResult;
import org.atferry.remote.transfer.Verify;
import org.atferry.shell.internal.line.CommandLine;
import org.atferry.shell.internal.line.Misuse;
import org.atferry.shell.internal.line.Option;
import org.atferry.shell.internal.output.Json;
import org.atferry.shell.internal.output.Quantities;
import org.atferry.shell.internal.output.StepFacts;
import org.atferry.shell.internal.output.Texts;

/** What {@code push} and {@code pull} share: the options and the result. */
final class Transfers {

    private Transfers() {
    }

    /** The options that were asked for; the content is proved unless less was asked for, because a bad file can end a device. */
    static TransferOptions options(CommandLine line, Texts texts) throws Failure {
        if (line.has(Option.RESUME) && line.has(Option.FRESH)) {
            throw Misuse.of(texts.get("misuse.either", Option.RESUME.word(), Option.FRESH.word()));
        }
        String word = line.value(Option.VERIFY).orElse(Verify.CONTENT.word());
        Verify verify = Verify.parse(word)
                .orElseThrow(() -> Misuse.of(texts.get("misuse.choice", Option.VERIFY.word(), Option.VERIFY.argument())));
        return TransferOptions.defaults().withVerify(verify).withResume(!line.has(Option.FRESH)).withInPlace(line.has(Option.IN_PLACE))
                .withSha256(line.has(Option.SHA256)).withKeepTimes(!line.has(Option.NO_TIMES));
    }

    /** The result as a line. */
    static String line(String from, String to, TransferResult result, Texts texts) {
        Quantities quantities = new Quantities(texts.locale());
        Duration elapsed = result.elapsed();
        String hash = result.hash().map(known -> "  sha256 " + known.hex()).orElse("");
        String line = texts.get("result.transfer", from, to, quantities.count(result.length()), hash,
                new StepFacts(texts).proof(result.proof(), result.algorithm()), quantities.seconds(elapsed));
        return result.resumedFrom() == 0 ? line
                : line + "  " + texts.get("result.resumed", quantities.count(result.resumedFrom()));
    }

    /** The result as an object. */
    static Json json(String command, String from, String to, TransferResult result) {
        return Json.event("result").put("command", command).put("from", from).put("to", to).put("bytes", result.length())
                .putIfPresent("sha256", result.hash().map(Sha256::hex)).put("proof", result.proof())
                .putIfPresent("algorithm", result.algorithm().map(HashAlgorithm::word)).put("resumedFrom", result.resumedFrom())
                .put("replaced", result.replaced()).put("seconds", result.elapsed().toMillis() / 1000.0);
    }
}
