/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.at.trace;

import java.io.ByteArrayOutputStream;

/**
 * Masks the secrets in one direction of a line, by command and not by value: in commands, in their echoes and in what is read back, however
 * the bytes are split. Nothing is held back: a secret becomes {@code ***} at its first byte, and all others pass at once. For one thread.
 * <p>
 * Known are {@code +QFTPCFG="account"}, {@code +QICSGP}, {@code +MFTPCONN}, {@code +MFTPCFG}, {@code +CGAUTH}, {@code +CPIN}, {@code +CPWD},
 * {@code +CLCK}, and {@code PASS} and {@code ACCT} of FTP. The bytes of data mode are not to be given to it.
 */
public final class Redactor {

    private static final byte[] MASK = { '*', '*', '*' };
    private static final int LONGEST_NAME = 24;

    private enum State {
        /** In the name of a command or response. */
        NAME,
        /** In the arguments of a command with secrets. */
        ARGUMENTS,
        /** In the rest of a line that is secret as a whole. */
        SECRET_LINE,
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
            begin();
            out.write(c);
            return;
        }
        switch (state) {
            case NAME -> {
                out.write(c);
                inName(c);
            }
            case ARGUMENTS -> inArguments(c, out);
            case SECRET_LINE -> secret(out);
            case HARMLESS -> {
                out.write(c);
                harmless(c);
            }
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
        } else if (c == ' ') {
            if (name.toString().equals("PASS") || name.toString().equals("ACCT")) { //$NON-NLS-1$ //$NON-NLS-2$
                state = State.SECRET_LINE;
                masked = false;
            }
        } else if (c == ';') {
            name.setLength(0);
        } else {
            if (name.length() == LONGEST_NAME) {
                name.deleteCharAt(0);
            }
            name.append(Character.toUpperCase(c));
        }
    }

    private void harmless(char c) {
        quoted ^= c == '"';
        if (c == ';' && !quoted) {
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
