/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.ftp;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.ResourceBundle;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.atferry.remote.Step;

/**
 * Every command of FTP that is known, whatever its RFC: what it is for, and whether the engine uses it, a person may type it, or it is
 * refused. The constant is called like the command; what it does is told by {@link #meaning}, from {@code internal/commands.properties}.
 */
@SuppressWarnings("javadoc")
public enum FtpCommand {
    ABOR(Rfc.BASE, Use.USED, Step.TRANSFER, Data.NONE, "ABOR"),
    ACCT(Rfc.BASE, Use.QUOTE, Step.LOGIN, Data.NONE, "ACCT"),
    ADAT(Rfc.SECURITY, Use.REFUSED, Step.TLS, Data.NONE, "ADAT"),
    ALLO(Rfc.BASE, Use.QUOTE, Step.TRANSFER, Data.NONE, "ALLO"),
    APPE(Rfc.BASE, Use.QUOTE, Step.TRANSFER, Data.UP, "STOR"),
    AUTH(Rfc.SECURITY, Use.USED, Step.TLS, Data.NONE, "AUTH"),
    AVBL(Rfc.STREAMLINED, Use.USED, Step.STAT, Data.NONE, "AVBL"),
    CCC(Rfc.SECURITY, Use.REFUSED, Step.TLS, Data.NONE, "CCC"),
    CDUP(Rfc.BASE, Use.QUOTE, Step.DIRECTORY, Data.NONE, "CWD"),
    CLNT(Rfc.PRACTICE, Use.USED, Step.LOGIN, Data.NONE, "CLNT"),
    CONF(Rfc.SECURITY, Use.REFUSED, Step.TLS, Data.NONE, "CONF"),
    CSID(Rfc.STREAMLINED, Use.QUOTE, Step.COMMAND, Data.NONE, "CSID"),
    CWD(Rfc.BASE, Use.USED, Step.DIRECTORY, Data.NONE, "CWD"),
    DELE(Rfc.BASE, Use.USED, Step.DELETE, Data.NONE, "DELE"),
    DSIZ(Rfc.STREAMLINED, Use.QUOTE, Step.STAT, Data.NONE, "SIZE"),
    ENC(Rfc.SECURITY, Use.REFUSED, Step.TLS, Data.NONE, "ENC"),
    EPRT("RFC 2428", Use.USED, Step.COMMAND, Data.NONE, "PORT"),
    EPSV("RFC 2428", Use.USED, Step.COMMAND, Data.NONE, "PASV"),
    FEAT("RFC 2389", Use.USED, Step.COMMAND, Data.NONE, "FEAT"),
    HASH("draft-bryan-ftpext-hash", Use.USED, Step.VERIFY, Data.NONE, "HASH"),
    HELP(Rfc.BASE, Use.QUOTE, Step.COMMAND, Data.NONE, "HELP"),
    HOST("RFC 7151", Use.QUOTE, Step.LOGIN, Data.NONE, "HOST"),
    LANG("RFC 2640", Use.QUOTE, Step.COMMAND, Data.NONE, "LANG"),
    LIST(Rfc.BASE, Use.USED, Step.LIST, Data.DOWN, "LIST"),
    LPRT("RFC 1639", Use.REFUSED, Step.COMMAND, Data.NONE, "PORT"),
    LPSV("RFC 1639", Use.REFUSED, Step.COMMAND, Data.NONE, "PASV"),
    MD5(Rfc.PRACTICE, Use.USED, Step.VERIFY, Data.NONE, "HASH"),
    MDTM("RFC 3659", Use.USED, Step.STAT, Data.NONE, "MDTM"),
    MFCT(Rfc.FACTS, Use.QUOTE, Step.COMMAND, Data.NONE, "MFMT"),
    MFF(Rfc.FACTS, Use.QUOTE, Step.COMMAND, Data.NONE, "MFMT"),
    MFMT(Rfc.FACTS, Use.USED, Step.COMMAND, Data.NONE, "MFMT"),
    MIC(Rfc.SECURITY, Use.REFUSED, Step.TLS, Data.NONE, "MIC"),
    MKD(Rfc.BASE, Use.USED, Step.MAKE_DIRECTORY, Data.NONE, "MKD"),
    MLSD("RFC 3659", Use.USED, Step.LIST, Data.DOWN, "LIST"),
    MLST("RFC 3659", Use.USED, Step.STAT, Data.NONE, "SIZE"),
    MODE(Rfc.BASE, Use.QUOTE, Step.COMMAND, Data.NONE, "MODE"),
    NLST(Rfc.BASE, Use.USED, Step.LIST, Data.DOWN, "LIST"),
    NOOP(Rfc.BASE, Use.USED, Step.COMMAND, Data.NONE, "NOOP"),
    OPTS("RFC 2389", Use.USED, Step.COMMAND, Data.NONE, "OPTS"),
    PASS(Rfc.BASE, Use.USED, Step.LOGIN, Data.NONE, "PASS"),
    PASV(Rfc.BASE, Use.USED, Step.COMMAND, Data.NONE, "PASV"),
    PBSZ(Rfc.SECURITY, Use.USED, Step.TLS, Data.NONE, "PBSZ"),
    PORT(Rfc.BASE, Use.USED, Step.COMMAND, Data.NONE, "PORT"),
    PROT(Rfc.SECURITY, Use.USED, Step.TLS, Data.NONE, "PROT"),
    PWD(Rfc.BASE, Use.USED, Step.DIRECTORY, Data.NONE, "PWD"),
    QUIT(Rfc.BASE, Use.USED, Step.CLOSE, Data.NONE, "QUIT"),
    RANG("draft-bryan-ftp-range", Use.QUOTE, Step.TRANSFER, Data.NONE, "REST"),
    REIN(Rfc.BASE, Use.REFUSED, Step.LOGIN, Data.NONE, "REIN"),
    REST(Rfc.BASE, Use.USED, Step.TRANSFER, Data.NONE, "REST"),
    RETR(Rfc.BASE, Use.USED, Step.TRANSFER, Data.DOWN, "RETR"),
    RMD(Rfc.BASE, Use.USED, Step.REMOVE_DIRECTORY, Data.NONE, "RMD"),
    RMDA(Rfc.STREAMLINED, Use.QUOTE, Step.REMOVE_DIRECTORY, Data.NONE, "RMD"),
    RNFR(Rfc.BASE, Use.USED, Step.RENAME, Data.NONE, "RNFR"),
    RNTO(Rfc.BASE, Use.USED, Step.RENAME, Data.NONE, "RNTO"),
    SITE(Rfc.BASE, Use.QUOTE, Step.COMMAND, Data.NONE, "SITE"),
    SITE_CHMOD(Rfc.PRACTICE, Use.USED, Step.COMMAND, Data.NONE, "SITE"),
    SIZE("RFC 3659", Use.USED, Step.STAT, Data.NONE, "SIZE"),
    SMNT(Rfc.BASE, Use.QUOTE, Step.DIRECTORY, Data.NONE, "CWD"),
    STAT(Rfc.BASE, Use.QUOTE, Step.STAT, Data.NONE, "STAT"),
    STOR(Rfc.BASE, Use.USED, Step.TRANSFER, Data.UP, "STOR"),
    STOU(Rfc.BASE, Use.QUOTE, Step.TRANSFER, Data.UP, "STOR"),
    STRU(Rfc.BASE, Use.QUOTE, Step.COMMAND, Data.NONE, "STRU"),
    SYST(Rfc.BASE, Use.USED, Step.COMMAND, Data.NONE, "SYST"),
    TYPE(Rfc.BASE, Use.USED, Step.COMMAND, Data.NONE, "TYPE"),
    USER(Rfc.BASE, Use.USED, Step.LOGIN, Data.NONE, "USER"),
    XCRC(Rfc.PRACTICE, Use.USED, Step.VERIFY, Data.NONE, "HASH"),
    XCUP("RFC 775", Use.QUOTE, Step.DIRECTORY, Data.NONE, "CWD"),
    XCWD(Rfc.PRACTICE, Use.QUOTE, Step.DIRECTORY, Data.NONE, "CWD"),
    XMD5(Rfc.PRACTICE, Use.USED, Step.VERIFY, Data.NONE, "HASH"),
    XMKD("RFC 775", Use.QUOTE, Step.MAKE_DIRECTORY, Data.NONE, "MKD"),
    XPWD("RFC 775", Use.QUOTE, Step.DIRECTORY, Data.NONE, "PWD"),
    XRCP("RFC 743", Use.REFUSED, Step.COMMAND, Data.NONE, "XRCP"),
    XRMD("RFC 775", Use.QUOTE, Step.REMOVE_DIRECTORY, Data.NONE, "RMD"),
    XRSQ("RFC 743", Use.REFUSED, Step.COMMAND, Data.NONE, "XRSQ"),
    XSEM("RFC 737", Use.REFUSED, Step.COMMAND, Data.NONE, "XSEM"),
    XSEN("RFC 737", Use.REFUSED, Step.COMMAND, Data.NONE, "XSEN"),
    XSHA(Rfc.PRACTICE, Use.USED, Step.VERIFY, Data.NONE, "HASH"),
    XSHA1(Rfc.PRACTICE, Use.USED, Step.VERIFY, Data.NONE, "HASH"),
    XSHA256(Rfc.PRACTICE, Use.USED, Step.VERIFY, Data.NONE, "HASH"),
    XSHA512(Rfc.PRACTICE, Use.USED, Step.VERIFY, Data.NONE, "HASH");

    /** Who uses a command. */
    public enum Use {
        /** The engine does, for the purpose that {@link FtpCommand#purpose} tells. */
        USED,
        /** A person who types it. */
        QUOTE,
        /** Nobody, for the reason that {@link FtpCommand#reason} tells. */
        REFUSED
    }

    /** Which way bytes go over the data connection that a command opens. */
    public enum Data {
        /** It opens none. */
        NONE,
        /** To the client. */
        DOWN,
        /** To the server. */
        UP
    }

    /** Where commands are described that many share. */
    private static final class Rfc {
        static final String BASE = "RFC 959";
        static final String SECURITY = "RFC 2228";
        static final String STREAMLINED = "draft-peterson-streamlined-ftp-command-extensions";
        static final String FACTS = "draft-somers-ftp-mfxx";
        static final String PRACTICE = "practice";
    }

    private static final Map<String, FtpCommand> BY_VERB = byVerb();
    private static final Pattern SITE_PASSWORD = Pattern.compile("SITE\\W+(PSWD|PASS|PASSWD|CPWD|PASSWORD)\\b.*", Pattern.DOTALL);
    private static final String SECRET = " ***";

    private final String rfc;
    private final Use use;
    private final Step step;
    private final Data data;
    private final String family;

    FtpCommand(String rfc, Use use, Step step, Data data, String family) {
        this.rfc = rfc;
        this.use = use;
        this.step = step;
        this.data = data;
        this.family = family;
    }

    private static Map<String, FtpCommand> byVerb() {
        Map<String, FtpCommand> commands = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (FtpCommand command : values()) {
            commands.put(command.verb(), command);
        }
        return commands;
    }

    /**
     * The command of a line.
     *
     * @param line as it is typed or sent: a verb, in capitals or not, and perhaps an argument
     * @return empty when the verb is not known
     */
    public static Optional<FtpCommand> of(String line) {
        String[] words = line.strip().split(" +", 3);
        FtpCommand whole = words.length > 1 ? BY_VERB.get(words[0] + ' ' + words[1]) : null;
        return Optional.ofNullable(whole != null ? whole : BY_VERB.get(words[0]));
    }

    /**
     * A line as it may be shown: without passwords and accounts.
     *
     * @param line as it is sent
     */
    public static String masked(String line) {
        String shown = line.strip();
        String upper = shown.toUpperCase(Locale.ROOT);
        int end = 0;
        while (end < shown.length() && !isSpace(shown.charAt(end))) {
            end++;
        }
        if (end == shown.length()) {
            return line;
        }
        String verb = upper.substring(0, end);
        if (verb.equals(PASS.name()) || verb.equals(ACCT.name()) || verb.equals(ADAT.name())) {
            return verb + SECRET;
        }
        Matcher password = SITE_PASSWORD.matcher(upper);
        return password.matches() ? verb + ' ' + password.group(1) + SECRET : line;
    }

    /** What a person may take for a space, a tabulator too: such a line is refused later, and must not be shown then either. */
    private static boolean isSpace(char c) {
        return c <= ' ' || Character.isSpaceChar(c);
    }

    /** The command as it is sent: one word, or two such as {@code SITE CHMOD}. */
    public String verb() {
        return name().replace('_', ' ');
    }

    /** Where it is described: an RFC, a draft, or {@code practice}. */
    public String rfc() {
        return rfc;
    }

    /** Who uses it. */
    public Use use() {
        return use;
    }

    /** Whether a person may type it; if not, {@link #reason} says why. */
    public boolean isQuotable() {
        return use != Use.REFUSED && this != AUTH && this != PROT;
    }

    /** The step of a piece of work at which it fails. */
    public Step step() {
        return step;
    }

    /** Which way bytes go over a data connection. */
    public Data data() {
        return data;
    }

    /** The command whose replies mean the same: {@code STOR} for {@code APPE}; itself when it stands alone. */
    public FtpCommand family() {
        return valueOf(family);
    }

    /** What it is for. */
    public String meaning(Locale locale) {
        return text(".what", locale);
    }

    /** What the engine uses it for; empty when it does not. */
    public String purpose(Locale locale) {
        return text(".use", locale);
    }

    /** Why nobody may type it; empty when anybody may. */
    public String reason(Locale locale) {
        return text(".reason", locale);
    }

    private String text(String what, Locale locale) {
        ResourceBundle texts = ResourceBundle.getBundle("org.atferry.ftp.internal.commands", locale, FtpCommand.class.getClassLoader(),
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
        return texts.containsKey(name() + what) ? texts.getString(name() + what) : "";
    }
}
