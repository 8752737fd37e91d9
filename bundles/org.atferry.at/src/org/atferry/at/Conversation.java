/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.at;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.atferry.at.AtCommand.Data;
import org.atferry.at.AtResponse.FinalResult;

/** One command in flight: knows which lines are its own. Guarded by the lock of {@link ChannelState}. */
final class Conversation {

    /** All information responses together, in characters. */
    private static final int MAXIMUM_INFORMATION = 1 << 20;
    private static final Pattern CME = Pattern.compile("\\+CM[ES] ERROR: ?(.*)"); //$NON-NLS-1$
    private static final Pattern CODE = Pattern.compile("\\d{1,9}"); //$NON-NLS-1$
    /** What a module says of itself at any time, without a prefix (Quectel, OneMO: boot and power). */
    private static final Set<String> BARE_URCS = Set.of("RDY", "APP RDY", "RING", "NO CARRIER", "Call Ready", "SMS Ready", "SMS DONE", //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$ //$NON-NLS-4$ //$NON-NLS-5$ //$NON-NLS-6$ //$NON-NLS-7$
            "PB DONE", "POWERED DOWN", "NORMAL POWER DOWN", "REBOOTING", "POWER OFF"); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$ //$NON-NLS-4$ //$NON-NLS-5$

    private final AtCommand command;
    private final boolean hasData;
    private String echo;
    private final List<String> information = new ArrayList<>();
    private int informationLength;
    private String result;
    private FinalResult finalResult;
    private boolean connected;
    private DataReceiver receiver;
    private boolean busy;
    private boolean sending;
    private long progressed;
    private AtException.Kind failure;

    Conversation(AtCommand command) {
        this.command = command;
        echo = command.line();
        hasData = !(command.data() instanceof Data.None);
    }

    AtCommand command() {
        return command;
    }

    /** The line belongs to this command; false for a URC. */
    boolean take(String line) {
        String rest = withoutEcho(line);
        if (rest.isEmpty()) {
            return true;
        }
        if (takeFinal(rest)) {
            return true;
        }
        if (result == null && hasResultPrefix(rest)) {
            result = rest.substring(command.result().get().length()).strip();
            return true;
        }
        if (hasData && !connected && finalResult == null && isConnect(rest)) {
            connect();
            return true;
        }
        if (!isEnded() && isInformation(rest)) {
            return addInformation(rest);
        }
        return false;
    }

    /** The echo may come in two parts when a URC was printed in the middle of it. */
    private String withoutEcho(String line) {
        if (echo.isEmpty()) {
            return line;
        }
        if (echo.startsWith(line)) {
            echo = echo.substring(line.length());
            return ""; //$NON-NLS-1$
        }
        if (line.startsWith(echo + '\r')) {
            String rest = line.substring(echo.length() + 1).strip();
            echo = ""; //$NON-NLS-1$
            return rest;
        }
        return line;
    }

    private boolean takeFinal(String line) {
        if (isEnded()) {
            return false;
        }
        Optional<FinalResult> code = finalResult(line, hasData);
        if (code.isEmpty()) {
            return false;
        }
        if (finalResult == null || !code.get().ok()) {
            finalResult = code.get();
        }
        return true;
    }

    /** Whether a line is a final result code as a whole. */
    private static Optional<FinalResult> finalResult(String line, boolean withData) {
        if (line.equals("OK")) { //$NON-NLS-1$
            return Optional.of(new FinalResult(FinalResult.Kind.OK, Optional.empty(), line));
        }
        if (line.equals("ERROR")) { //$NON-NLS-1$
            return Optional.of(new FinalResult(FinalResult.Kind.ERROR, Optional.empty(), line));
        }
        if (withData && line.equals("NO CARRIER")) { //$NON-NLS-1$
            return Optional.of(new FinalResult(FinalResult.Kind.NO_CARRIER, Optional.empty(), line));
        }
        Matcher cme = CME.matcher(line);
        if (cme.matches()) {
            Optional<Integer> code = CODE.matcher(cme.group(1)).matches() ? Optional.of(Integer.valueOf(cme.group(1))) : Optional.empty();
            return Optional.of(new FinalResult(FinalResult.Kind.CME_ERROR, code, line));
        }
        return Optional.empty();
    }

    private boolean hasResultPrefix(String line) {
        return command.result().isPresent() && line.startsWith(command.result().get());
    }

    /** {@code CONNECT}, alone or with a speed or a length after it. */
    static boolean isConnect(String line) {
        return line.equals("CONNECT") || line.startsWith("CONNECT "); //$NON-NLS-1$ //$NON-NLS-2$
    }

    private boolean isInformation(String line) {
        return command.information().stream().anyMatch(prefix -> prefix.isEmpty() ? !looksUnsolicited(line) : line.startsWith(prefix));
    }

    private static boolean looksUnsolicited(String line) {
        return line.startsWith("+") || line.startsWith("^") || BARE_URCS.contains(line); //$NON-NLS-1$ //$NON-NLS-2$
    }

    private boolean addInformation(String line) {
        informationLength += line.length();
        if (informationLength > MAXIMUM_INFORMATION) {
            fail(AtException.Kind.OVERFLOW);
        } else {
            information.add(line);
        }
        return true;
    }

    /** Whether a line that comes after this command was given up would have been its own. */
    boolean wouldTake(String line) {
        return finalResult(line, hasData).isPresent() || hasResultPrefix(line) || isInformation(line) || line.equals(command.line())
                || hasData && isConnect(line);
    }

    /** A prompt for data. */
    void prompted() {
        connect();
    }

    /** Whether a prompt counts: before the data of an upload. */
    boolean expectsPrompt() {
        return command.data() instanceof Data.Upload && !connected && finalResult == null;
    }

    private void connect() {
        connected = true;
        if (command.data() instanceof Data.Download download) {
            receiver = DataReceiver.download(download, command.result());
        } else if (command.data() instanceof Data.Counted counted) {
            receiver = DataReceiver.counted(counted, command.result().get());
        }
    }

    boolean isConnected() {
        return connected;
    }

    /** Whether bytes that come now are data; also when they go nowhere any more. */
    boolean isReceiving() {
        return receiver != null && (receiver.isOpen() || receiver.failure() != null);
    }

    DataReceiver receiver() {
        return receiver;
    }

    /** Set while the reading thread works for the receiver without the lock. */
    void setBusy(boolean on) {
        busy = on;
    }

    boolean isBusy() {
        return busy;
    }

    void progressedAt(long nanoTime) {
        progressed = nanoTime;
    }

    long progressedAt() {
        return progressed;
    }

    /** The data is over; takes what was found at its end. */
    void take(DataEnd end) {
        if (end.result() != null) {
            result = end.result();
        }
        if (end.finalLine() != null) {
            finalResult = finalResult(end.finalLine(), true).orElse(finalResult);
        }
    }

    void fail(AtException.Kind kind) {
        failure = kind;
    }

    AtException.Kind failure() {
        return failure;
    }

    boolean hasFinal() {
        return finalResult != null;
    }

    /** Whether the result line reports an error: its first number is not 0. */
    boolean hasErrorResult() {
        return result != null && !result.isEmpty() && Character.isDigit(result.charAt(0)) && !result.matches("0+(\\D.*)?"); //$NON-NLS-1$
    }

    /** Whether more data is to be sent after what is being written. */
    void setSending(boolean on) {
        sending = on;
    }

    /** Whether the module ends an upload before all was sent. */
    boolean isStoppingUpload() {
        return sending && isSettling();
    }

    /** Whether anything of the end came; while data is still sent, that ends it. */
    boolean isSettling() {
        return finalResult != null || result != null;
    }

    /** Whether everything came that is awaited. */
    boolean isEnded() {
        return finalResult != null && (!finalResult.ok() || command.result().isEmpty() || result != null);
    }

    /** The whole; where no final result code came with an error in data mode, the result line stands for it. */
    AtResponse response(long transferred) {
        FinalResult end = finalResult != null ? finalResult
                : new FinalResult(FinalResult.Kind.ERROR, Optional.empty(), command.result().orElse("") + ' ' + result); //$NON-NLS-1$
        return new AtResponse(List.copyOf(information), end, Optional.ofNullable(result), transferred);
    }
}
