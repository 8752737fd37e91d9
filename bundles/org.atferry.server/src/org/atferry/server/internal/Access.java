/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.server.internal;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

import org.atferry.server.AccessRule;
import org.atferry.server.Right;
import org.atferry.server.ServerUser;

/** What one user may do where: the rules that are for it, and the names that nothing may get. Immutable. */
final class Access {

    private static final Set<Right> ALL = EnumSet.allOf(Right.class);
    private static final Set<Right> LOOK = EnumSet.of(Right.LIST, Right.READ);

    private final ServerUser user;
    private final List<AccessRule> rules;
    private final List<NamePattern> prohibited;

    Access(ServerUser user, List<AccessRule> rules, List<String> prohibitedNames) {
        this.user = user;
        this.rules = rules.stream().filter(rule -> rule.isFor(user)).toList();
        this.prohibited = prohibitedNames.stream().map(NamePattern::new).toList();
    }

    /** The rights at a name, which begins at the served folder. */
    Set<Right> rights(String name) {
        int longest = rules.stream().filter(rule -> isBelow(name, rule.folder())).mapToInt(rule -> rule.folder().length()).max().orElse(-1);
        if (longest < 0) {
            return user.writable() ? ALL : LOOK;
        }
        List<AccessRule> nearest = rules.stream().filter(rule -> rule.folder().length() == longest && isBelow(name, rule.folder()))
                .toList();
        AccessRule.Subject subject = nearest.stream().map(AccessRule::subject).min(Enum::compareTo).orElseThrow();
        Set<Right> rights = EnumSet.noneOf(Right.class);
        nearest.stream().filter(rule -> rule.subject() == subject).forEach(rule -> rights.addAll(rule.rights()));
        return rights;
    }

    /** Whether a rule names a folder at or below a name: it would not be found any more under another. */
    boolean isHeldByRule(String name) {
        return rules.stream().anyMatch(rule -> isBelow(rule.folder(), name));
    }

    boolean isProhibited(String element) {
        return prohibited.stream().anyMatch(pattern -> pattern.matches(element));
    }

    private static boolean isBelow(String name, String folder) {
        return folder.equals("/") || name.equals(folder) || name.startsWith(folder + "/");
    }
}
