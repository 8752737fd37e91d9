/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.emulator.internal.line;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;

import org.atferry.at.AtText;

/**
 * The line discipline: echo, line editing, command lines and their answers, one after the other; what is typed ahead stays in the input
 * until its turn. Owned by the one thread that calls {@link #run}.
 * <p>
 * Commands end with CR; an LF behind it is swallowed. An empty line has no answer. A line that is too long, that has a control character
 * in it, that is not UTF-8, that does not begin with {@code AT} or that holds an unknown command is answered by {@code ERROR}.
 */
public final class AtInterpreter {

    private static final byte CR = 13;
    private static final byte LF = 10;
    private static final byte BACKSPACE = 8;

    private final DataLine line;
    private final ModuleTime time;
    private final Map<String, Command> commands;
    private final LineSettings settings;
    private final Executor work;
    private final Consumer<Throwable> faults;
    private final byte[] typed;
    private int length;
    private boolean tooLong;
    private boolean afterCr;
    private long crAt;
    private String previous = "";

    /**
     * Over the line, with the commands by their names (upper case).
     *
     * @param work runs the jobs of answers, one after the other
     * @param longestLine in bytes
     * @param faults is told of what must not happen; the command is then answered by {@code ERROR}
     */
    public AtInterpreter(DataLine line, ModuleTime time, Map<String, Command> commands, LineSettings settings, Executor work,
            int longestLine, Consumer<Throwable> faults) {
        this.line = line;
        this.time = time;
        this.commands = Map.copyOf(commands);
        this.settings = settings;
        this.work = work;
        this.faults = faults;
        this.typed = new byte[longestLine];
    }

    /** Answers until the port is gone. */
    public void run() {
        while (true) {
            switch (line.input().await()) {
                case DATA -> take();
                case LOST -> {
                    return;
                }
                default -> line.input().endData();
            }
        }
    }

    private void take() {
        LineInput.Span span = line.input().span();
        byte[] bytes = span.bytes();
        int from = span.offset();
        int end = from + span.length();
        if (afterCr) {
            afterCr = false;
            if (bytes[from] == LF) {
                line.input().consume(1);
                return;
            }
        }
        int i = from;
        boolean complete = false;
        while (i < end && !complete) {
            complete = accept(bytes[i++]);
        }
        line.output().typing();
        if (settings.echo()) {
            line.output().echo(bytes, from, i - from);
        }
        line.input().consume(i - from);
        if (complete) {
            line.output().answering();
            execute();
            line.output().idle();
        }
    }

    /** Takes one byte of a command line; returns whether the line is complete. */
    private boolean accept(byte b) {
        if (b == CR) {
            afterCr = true;
            crAt = time.nanoTime();
            return true;
        }
        if (b == BACKSPACE) {
            eraseCharacter();
        } else if (length == typed.length) {
            tooLong = true;
        } else {
            typed[length++] = b;
        }
        return length == 2 && b == '/' && (typed[0] | 0x20) == 'a';
    }

    private void eraseCharacter() {
        while (length > 0 && (typed[length - 1] & 0xc0) == 0x80) {
            length--;
        }
        length = Math.max(0, length - 1);
    }

    private void execute() {
        boolean overflow = tooLong;
        String text = overflow ? "" : decode();
        length = 0;
        tooLong = false;
        if (overflow || text == null) {
            line.output().answer(List.of(), Answer.Result.ERROR, List.of());
        } else if (!text.isEmpty()) {
            respond(text);
        }
    }

    /** What was typed, without noise before the prefix: spaces, control characters, and the pluses of an escape that came too late. */
    private String decode() {
        int start = 0;
        while (start < length && (typed[start] >= 0 && typed[start] <= ' ' || typed[start] == '+' || typed[start] == 0x7f)) {
            start++;
        }
        for (int i = start; i < length; i++) {
            if (typed[i] >= 0 && typed[i] < ' ' || typed[i] == 0x7f) {
                return null;
            }
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(typed, start, length - start)).toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }

    private void respond(String text) {
        String command = "A/".equalsIgnoreCase(text) ? previous : text;
        previous = command;
        if (!command.toUpperCase(Locale.ROOT).startsWith("AT")) {
            line.output().answer(List.of(), Answer.Result.ERROR, List.of());
            return;
        }
        List<String> blocks = new ArrayList<>();
        List<String> following = new ArrayList<>();
        List<Supplier<String>> jobs = new ArrayList<>();
        Answer.Result result = Answer.Result.OK;
        for (CommandLine.Part part : CommandLine.parse(command.substring(2))) {
            Answer answer = answer(part);
            if (!answer.information().isEmpty()) {
                blocks.add(String.join("\r\n", answer.information()));
            }
            following.addAll(answer.following());
            answer.job().ifPresent(jobs::add);
            if (!answer.isOk()) {
                result = answer.result();
                blocks.clear();
                break;
            }
        }
        line.output().answer(blocks, result, following);
        jobs.forEach(job -> work.execute(() -> line.output().unsolicited(job.get())));
    }

    private Answer answer(CommandLine.Part part) {
        try {
            Answer answer = call(part);
            if (answer.data().isEmpty()) {
                return answer;
            }
            settleLineFeed();
            try {
                return answer.data().get().run(line);
            } finally {
                line.input().endData();
            }
        } catch (RuntimeException e) {
            faults.accept(e);
            return Answer.error();
        }
    }

    private Answer call(CommandLine.Part part) {
        Command command = commands.get(part.name());
        if (command == null) {
            return Answer.error();
        }
        return switch (part.form()) {
            case TEST -> command.test();
            case READ -> command.read();
            case EXECUTE -> command.execute();
            case SET -> set(command, part.arguments());
        };
    }

    private static Answer set(Command command, String arguments) {
        try {
            return command.set(AtText.arguments(arguments));
        } catch (ParseException e) {
            return Answer.error();
        }
    }

    /** Swallows the LF behind the CR of the command that is about to enter data mode, so that it is no data. */
    private void settleLineFeed() {
        Duration left = line.quiet().minusNanos(time.nanoTime() - crAt);
        if (afterCr && line.input().awaitByte(left.isNegative() ? Duration.ZERO : left)) {
            LineInput.Span next = line.input().span();
            if (next.bytes()[next.offset()] == LF) {
                line.input().consume(1);
            }
        }
        afterCr = false;
    }
}
