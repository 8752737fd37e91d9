/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.shell.internal.output;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.text.MessageFormat;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.atferry.remote.HashAlgorithm;
import org.atferry.remote.StepEvent;
import org.atferry.shell.internal.line.Option;
import org.atferry.shell.internal.line.Verb;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextsTest {

    private static final String ENGLISH = "messages.properties";
    private static final String CHINESE = "messages_zh_CN.properties";

    private static final Pattern KEY = Pattern.compile(
            "(?:misuse|result|serve|quote|tree|ports|explain|shell|progress|prompt)\\.(?!internal)[a-z][a-z-]+");

    private static Properties read(String file) throws IOException {
        Properties properties = new Properties();
        try (InputStream in = Texts.class.getResourceAsStream("/org/atferry/shell/internal/" + file)) {
            properties.load(new InputStreamReader(in, StandardCharsets.UTF_8));
        }
        return properties;
    }

    @Test
    void bothLanguagesHaveTheSameTexts() throws IOException {
        assertEquals(new TreeSet<>(read(ENGLISH).stringPropertyNames()), new TreeSet<>(read(CHINESE).stringPropertyNames()));
    }

    @Test
    void bothLanguagesHaveTheSamePlaces() throws IOException {
        Properties english = read(ENGLISH);
        Properties chinese = read(CHINESE);
        for (String key : english.stringPropertyNames()) {
            assertEquals(places(english.getProperty(key)), places(chinese.getProperty(key)), key);
        }
    }

    private static Set<String> places(String pattern) {
        Object[] arguments = new Object[9];
        for (int i = 0; i < arguments.length; i++) {
            arguments[i] = 1_000_000 + i;
        }
        String text = new MessageFormat(pattern, Locale.ROOT).format(arguments).replace(",", "");
        Set<String> places = new TreeSet<>();
        for (int i = 0; i < arguments.length; i++) {
            if (text.contains(String.valueOf(1_000_000 + i))) {
                places.add("{" + i + "}");
            }
        }
        return places;
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "zh-CN"})
    void everythingDeclaredHasAText(String tag) {
        Texts texts = new Texts(Locale.forLanguageTag(tag));
        for (Verb verb : Verb.values()) {
            assertFalse(texts.get("help." + verb.word() + ".short").isBlank());
        }
        for (Option option : Option.values()) {
            assertFalse(texts.get("option." + option).isBlank());
        }
        for (Option.Section section : EnumSet.complementOf(EnumSet.of(Option.Section.COMMAND))) {
            assertFalse(texts.get("help.section." + section.name().toLowerCase(Locale.ROOT)).isBlank());
        }
        for (StepEvent.Proof proof : StepEvent.Proof.values()) {
            assertFalse(new StepFacts(texts).proof(proof, Optional.empty()).isBlank());
            assertFalse(new StepFacts(texts).proof(proof, Optional.of(HashAlgorithm.MD5)).isBlank());
        }
        for (StepEvent.Omission omission : StepEvent.Omission.values()) {
            assertFalse(texts.get("omission." + omission).isBlank());
        }
        for (Class<?> event : StepEvent.class.getPermittedSubclasses()) {
            boolean told = texts.has(StepFacts.key(event)) || texts.has(StepFacts.key(event) + ".UPLOAD") && texts.has(StepFacts.key(event)
                    + ".DOWNLOAD") || event == StepEvent.Transferred.class || event == StepEvent.TreeProgress.class;
            assertTrue(told, event.getSimpleName());
        }
    }

    @Test
    void everyTextThatTheCodeAsksForIsThere() throws IOException {
        Properties english = read(ENGLISH);
        Set<String> asked = new TreeSet<>();
        for (byte[] code : Bytecode.ofThisBundle()) {
            Matcher matcher = KEY.matcher(new String(code, StandardCharsets.ISO_8859_1));
            while (matcher.find()) {
                asked.add(matcher.group());
            }
        }
        assertTrue(asked.size() > 40, "few keys were found in the code: " + asked);
        asked.removeIf(english::containsKey);
        assertEquals(Set.of(), asked);
    }

    @Test
    void theLanguageIsTheUsers() {
        String english = new Texts(Locale.ENGLISH).get("help.push.short");
        assertNotEquals(english, new Texts(Locale.SIMPLIFIED_CHINESE).get("help.push.short"));
        assertEquals(english, new Texts(Locale.GERMANY).get("help.push.short"));
        assertEquals(Locale.ENGLISH, new Texts(Locale.GERMANY).locale());
        assertEquals(Locale.SIMPLIFIED_CHINESE, new Texts(Locale.SIMPLIFIED_CHINESE).locale());
    }
}
