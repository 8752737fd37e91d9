/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.at.trace;

import java.io.ByteArrayOutputStream;
import java.util.List;

/**
 * Masks the secrets in one direction of a line, by command and not by value: in commands, in their echoes and in what is read back, however
 * the bytes are split. A secret becomes {@code ***} at its first byte, and all others pass at once. For one thread.
 * <p>
 * Where a line ends inside such a command, as when a URC falls into its echo, what comes later is masked as the rest of it until its quote
 * is closed or a command begins; lines that start as a response do pass. Only there do the first bytes of a line wait, 9 at most and never
 * past its end, until they are a response or a secret. After a backspace in arguments the rest of the line is secret.
 * <p>
 * Known are {@code +QFTPCFG="account"}, {@code +QICSGP}, {@code +MFTPCONN}, {@code +MFTPCFG}, {@code +CGAUTH}, {@code +CPIN}, {@code
 * +CPWD}, {@code +CLCK}, and {@code PASS} and {@code ACCT} of FTP. The bytes of data mode are not to be given to it.
 */
public final class Redactor {

    private static final byte[] MASK = { '*', '*', '*' };
    private static final int LONGEST_NAME = 24;
    /** How a line starts that is not the rest of a secret. */
    private static final List<String> RESPONSES = List.of("+", "AT", "at", "OK", "ERROR", "RDY", "CONNECT", "NO CARRIER"); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$ //$NON-NLS-4$ //$NON-NLS-5$ //$NON-NLS-6$ //$NON-NLS-7$ //$NON-NLS-8$

    /** What of a secret may be still to come after the end of a line. */
    private enum Rest {
        NONE,
        /** Perhaps something, until a result. */
        PERHAPS,
        /** The end of a quoted string. */
        QUOTED
    }

    private enum State {
        /** In the name of a command or response. */
        NAME,
        /** In the arguments of a command with secrets. */
        ARGUMENTS,
        /** In the rest of a line that is secret as a whole. */
        SECRET_LINE,
        /** In the rest of a line that is secret after a backspace. */
        EDITED,
        /** At the start of a line that may be the rest of a secret. */
        START,
        /** In the rest of a secret that another line interrupted. */
        TAIL,
        /** In a line without secrets; a semicolon may start the next command in it. */
        HARMLESS
    }

    private State state = State.NAME;
    private final StringBuilder name = new StringBuilder();
    private SecretArguments secrets;
    private int argument;
    private final StringBuilder setting = new StringBuilder();
    private boolean quoted;
    private boolean masked;
    /** Whether the name no longer tells what a backspace deletes. */
    private boolean unclear;
    private char last;
    private Rest rest = Rest.NONE;
    private boolean restIsLast;
    private final StringBuilder start = new StringBuilder();

    /** The bytes with their secrets masked; may be empty where only the rest of a secret came. */
    public byte[] mask(byte[] bytes, int offset, int length) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(length + MASK.length);
        for (int i = offset; i < offset + length; i++) {
            next((char) (bytes[i] & 0xff), out);
        }
        return out.toByteArray();
    }

    private void next(char c, ByteArrayOutputStream out) {
        if (c == '\r' || c == '\n') {
            endLine(out);
            out.write(c);
            return;
        }
        if (isBackspace(c) && (state == State.ARGUMENTS || state == State.HARMLESS || state == State.NAME && unclear)) {
            masked &= state == State.ARGUMENTS;
            state = State.EDITED;
        }
        switch (state) {
            case NAME -> {
                out.write(c);
                inName(c);
            }
            case ARGUMENTS -> inArguments(c, out);
            case SECRET_LINE, EDITED -> secret(out);
            case START -> atStart(c, out);
            case TAIL -> inTail(c, out);
            case HARMLESS -> {
                out.write(c);
                harmless(c);
            }
        }
        last = c;
    }

    private static boolean isBackspace(char c) {
        return c == '\b' || c == 0x7f;
    }

    private void endLine(ByteArrayOutputStream out) {
        if (state == State.START && start.length() > 0) {
            startTail(out);
        }
        if (state == State.TAIL) {
            boolean closed = !quoted && last == '"' && restIsLast;
            rest = quoted ? Rest.QUOTED : closed ? Rest.NONE : Rest.PERHAPS;
        } else if (state == State.EDITED) {
            remember(Rest.PERHAPS, false);
        } else if (state == State.ARGUMENTS && secrets.mayFollow(argument, setting.toString())) {
            boolean isLast = secrets.isLast(argument);
            if (quoted || last != '"' || !isLast) {
                remember(quoted ? Rest.QUOTED : Rest.PERHAPS, isLast);
            }
        }
        begin();
        unclear = false;
        start.setLength(0);
        state = rest == Rest.NONE ? State.NAME : State.START;
    }

    private void remember(Rest now, boolean isLast) {
        if (now.compareTo(rest) >= 0) {
            rest = now;
            restIsLast = isLast;
        }
    }

    private void atStart(char c, ByteArrayOutputStream out) {
        start.append(c);
        String text = start.toString();
        if (RESPONSES.contains(text)) {
            if (text.equalsIgnoreCase("AT") || rest == Rest.PERHAPS && (text.equals("OK") || text.equals("ERROR"))) { //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
                rest = Rest.NONE;
            }
            state = State.NAME;
            for (char each : text.toCharArray()) {
                out.write(each);
                inName(each);
            }
        } else if (RESPONSES.stream().noneMatch(response -> response.startsWith(text))) {
            startTail(out);
        }
    }

    private void startTail(ByteArrayOutputStream out) {
        state = State.TAIL;
        quoted = rest == Rest.QUOTED;
        masked = false;
        for (char each : start.toString().toCharArray()) {
            inTail(each, out);
            last = each;
        }
    }

    private void inTail(char c, ByteArrayOutputStream out) {
        if (c == '"') {
            quoted = !quoted;
            masked = false;
            out.write(c);
        } else {
            secret(out);
        }
    }

    private void begin() {
        state = State.NAME;
        name.setLength(0);
        quoted = false;
    }

    private void inName(char c) {
        if (c == '=' || c == ':') {
            secrets = SecretArguments.of(name.toString(), c);
            state = secrets == null ? State.HARMLESS : State.ARGUMENTS;
            argument = 0;
            setting.setLength(0);
            masked = false;
        } else if (isBackspace(c)) {
            name.setLength(Math.max(0, name.length() - 1));
        } else if (c == ' ') {
            unclear = true;
            if (name.toString().equals("PASS") || name.toString().equals("ACCT")) { //$NON-NLS-1$ //$NON-NLS-2$
                state = State.SECRET_LINE;
                masked = false;
            }
        } else if (c == ';') {
            unclear = true;
            name.setLength(0);
        } else {
            if (name.length() == LONGEST_NAME) {
                unclear = true;
                name.deleteCharAt(0);
            }
            name.append(Character.toUpperCase(c));
        }
    }

    private void harmless(char c) {
        quoted ^= c == '"';
        if (c == ';' && !quoted) {
            unclear = true;
            begin();
        }
    }

    private void inArguments(char c, ByteArrayOutputStream out) {
        if (c == '"') {
            quoted = !quoted;
            out.write(c);
        } else if (!quoted && c == ',') {
            argument++;
            masked = false;
            out.write(c);
        } else if (!quoted && c == ';') {
            unclear = true;
            begin();
            out.write(c);
        } else if (!quoted && c == ' ') {
            out.write(c);
        } else if (secrets.isSecret(argument, setting.toString())) {
            secret(out);
        } else {
            if (argument == secrets.key() && setting.length() < LONGEST_NAME) {
                setting.append(c);
            }
            out.write(c);
        }
    }

    private void secret(ByteArrayOutputStream out) {
        if (!masked) {
            out.writeBytes(MASK);
            masked = true;
        }
    }
}
