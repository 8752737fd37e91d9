/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.faults;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** What the server does in place of the right answer to a command. The factories are the fault verbs; they can be put together. */
@FunctionalInterface
interface Fault {

    /** Answers a command. */
    void answer(Dialog dialog, String verb, String argument) throws IOException;

    /** No fault: the right answer. */
    static Fault none() {
        return Dialog::serve;
    }

    /** These lines, sent in one piece, in place of the right reply. */
    static Fault reply(String... lines) {
        return (dialog, verb, argument) -> dialog.raw(joined("\r\n", lines));
    }

    /** These lines, which end with LF alone. */
    static Fault replyLf(String... lines) {
        return (dialog, verb, argument) -> dialog.raw(joined("\n", lines));
    }

    private static byte[] joined(String end, String... lines) {
        return (lines.length == 0 ? "" : String.join(end, lines) + end).getBytes(StandardCharsets.UTF_8);
    }

    /** Nothing at all. */
    static Fault silence() {
        return (dialog, verb, argument) -> { };
    }

    /** The control connection ends. */
    static Fault hangUp() {
        return (dialog, verb, argument) -> dialog.close();
    }

    /** A line that does not end before the client goes away. */
    static Fault endlessLine(String start) {
        return (dialog, verb, argument) -> {
            byte[] piece = new byte[64 * 1024];
            Arrays.fill(piece, (byte) 'x');
            dialog.raw(start.getBytes(StandardCharsets.UTF_8));
            while (true) {
                dialog.raw(piece);
            }
        };
    }

    /** First waits until the test opens the gate. */
    default Fault behind(Gate gate) {
        return (dialog, verb, argument) -> {
            gate.pass();
            answer(dialog, verb, argument);
        };
    }

    /** One after the other. */
    default Fault then(Fault next) {
        return (dialog, verb, argument) -> {
            answer(dialog, verb, argument);
            next.answer(dialog, verb, argument);
        };
    }

    /** A passive address that is not where anybody listens, or garbage, while the server does listen. */
    static Fault passive(PassiveText text) {
        return (dialog, verb, argument) -> dialog.reply(text.of(dialog.listen()));
    }

    /** The reply that names a passive port. */
    @FunctionalInterface
    interface PassiveText {
        /** The line for the port on which the server really listens. */
        String of(int port);
    }

    /** Sends the first bytes of the file, closes the data connection in order, and says something. */
    static Fault cutAfter(int bytes, String... end) {
        return (dialog, verb, argument) -> {
            byte[] content = dialog.wanted(argument);
            dialog.reply("150 " + content.length + " bytes are coming");
            try (Socket data = dialog.data()) {
                data.getOutputStream().write(content, 0, bytes);
                data.getOutputStream().flush();
            }
            dialog.raw(joined("\r\n", end));
        };
    }

    /** Sends the first bytes of the file, then the data connection breaks; says something. */
    static Fault resetAfter(int bytes, String... end) {
        return (dialog, verb, argument) -> {
            byte[] content = dialog.wanted(argument);
            dialog.reply("150 here it comes");
            Socket data = dialog.data();
            data.getOutputStream().write(content, 0, bytes);
            data.setSoLinger(true, 0);
            data.close();
            dialog.raw(joined("\r\n", end));
        };
    }

    /** Says 150, opens the data connection, moves no byte, and waits until the client gives the data connection up. */
    static Fault stall(String... end) {
        return (dialog, verb, argument) -> {
            dialog.reply("150 soon");
            try (Socket data = dialog.data()) {
                awaitEnd(data);
            }
            dialog.raw(joined("\r\n", end));
        };
    }

    private static void awaitEnd(Socket data) {
        try {
            data.getInputStream().transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            // it broke, which is an end too
        }
    }

    /** Says something about a transfer whose data connection never comes about: the passive port is closed first. */
    static Fault noData(String... lines) {
        return (dialog, verb, argument) -> {
            dialog.closeData();
            dialog.raw(joined("\r\n", lines));
        };
    }

    /** Takes that many bytes of an upload, stores them, closes the data connection and says something. */
    static Fault takeOnly(int bytes, String... end) {
        return (dialog, verb, argument) -> {
            dialog.reply("150 send it");
            ByteArrayOutputStream taken = new ByteArrayOutputStream();
            try (Socket data = dialog.data()) {
                taken.write(data.getInputStream().readNBytes(bytes));
            }
            dialog.store(argument, taken.toByteArray());
            dialog.raw(joined("\r\n", end));
        };
    }

    /** Takes an upload until the client breaks it off, behind a gate after the first bytes. */
    static Fault takeBehind(Gate gate, String... end) {
        return (dialog, verb, argument) -> {
            dialog.reply("150 send it");
            ByteArrayOutputStream taken = new ByteArrayOutputStream();
            try (Socket data = dialog.data()) {
                taken.write(data.getInputStream().readNBytes(1000));
                dialog.store(argument, taken.toByteArray());
                gate.pass();
                awaitEnd(data);
            }
            dialog.raw(joined("\r\n", end));
        };
    }

    /** A listing of exactly these lines. */
    static Fault listing(String... lines) {
        return (dialog, verb, argument) -> {
            dialog.reply("150 this is what there is");
            try (Socket data = dialog.data()) {
                data.getOutputStream().write(joined("\r\n", lines));
                data.getOutputStream().flush();
            }
            dialog.reply("226 that was it");
        };
    }
}
