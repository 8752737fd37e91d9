/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.command.qftp;

import java.time.Duration;
import java.util.List;

/**
 * The PDP context commands that QFTP needs: {@code AT+QICSGP}, {@code AT+QIACT}, {@code AT+QIDEACT} (Quectel FTP(S) manual 1.4, 3.1 and
 * 4.2; ranges and deadlines from the TCP/IP manual that it refers to).
 */
public final class PacketContext {

    /** Sets a context's parameters: {@code AT+QICSGP=<contextID>[,<type>,<APN>[,<username>,<password>[,<authentication>]]]}. */
    public static final String CONFIGURE = "AT+QICSGP";
    /** Activates a context; the read form lists the active ones. */
    public static final String ACTIVATE = "AT+QIACT";
    /** Deactivates a context. */
    public static final String DEACTIVATE = "AT+QIDEACT";
    /** The prefix of what {@code AT+QICSGP=<contextID>} answers. */
    public static final String CONFIGURE_RESULT = "+QICSGP:";
    /** The prefix of what {@code AT+QIACT?} answers: {@code +QIACT: <contextID>,<state>,<type>,"<address>"}. */
    public static final String ACTIVATE_RESULT = "+QIACT:";
    /** The URC by which a module says that it lost a context: {@code +QIURC: "pdpdeact",<contextID>}. */
    public static final String DEACTIVATED_URC = "+QIURC: \"pdpdeact\",";

    /** The lowest context id. */
    public static final int MINIMUM_ID = 1;
    /** The highest context id. */
    public static final int MAXIMUM_ID = 15;
    /** The context that FTP uses when nobody says otherwise. */
    public static final int DEFAULT_ID = 1;
    /** How many contexts may be active at once (manual 4.2). */
    public static final int MAXIMUM_ACTIVE = 3;

    /** {@code <type>} for IPv4. */
    public static final int TYPE_IPV4 = 1;
    /** {@code <type>} for IPv6. */
    public static final int TYPE_IPV6 = 2;
    /** {@code <type>} for both. */
    public static final int TYPE_IPV4V6 = 3;

    /** The longest {@code AT+QICSGP} may take. */
    public static final Duration CONFIGURE_DEADLINE = Duration.ofMillis(300);
    /** The longest {@code AT+QIACT=<contextID>} may take. */
    public static final Duration ACTIVATE_DEADLINE = Duration.ofSeconds(150);
    /** The longest {@code AT+QIDEACT=<contextID>} may take. */
    public static final Duration DEACTIVATE_DEADLINE = Duration.ofSeconds(40);

    /** {@code <contextID>}. */
    public static final Parameter CONTEXT_ID = Parameter.ranged("contextID", MINIMUM_ID, MAXIMUM_ID);
    /**
     * The parameters of {@code AT+QICSGP}; type 1-3 (*chosen* default 1), names at most 127 bytes, authentication 0 none (*chosen*
     * default), 1 PAP, 2 CHAP.
     */
    public static final List<Parameter> CONFIGURE_PARAMETERS = List.of(CONTEXT_ID,
            Parameter.ranged("context_type", TYPE_IPV4, TYPE_IPV4V6).defaulting(TYPE_IPV4).optionally(),
            Parameter.string("APN", 127).defaulting("").optionally(), Parameter.string("username", 127).defaulting("").optionally(),
            Parameter.string("password", 127).defaulting("").optionally(),
            Parameter.ranged("authentication", 0, 2).defaulting(0).optionally());

    private PacketContext() {
    }
}
