/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.remote.transfer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.util.List;

import org.atferry.remote.FailureKind;
import org.atferry.remote.Hint;
import org.atferry.remote.StepEvent;
import org.junit.jupiter.api.Test;

class RemovePartialsTest extends TransferTestCase {

    @Test
    void onlyTemporaryFilesAreRemovedAndBackupsAreTold() throws Exception {
        for (String name : List.of("fw.bin", "fw.bin.0123456789ab.part", "x.part", "fw.bin.0123456789AB.part", "fw.bin.0123456789abc.part",
                "fw.bin.0123456789a.part", "fw.bin.0123456789ab.part.bin", ".0123456789ab.part", "fw.bin.ferry-old",
                "b.fedcba987654.part")) {
            serverFile(name, OLD);
        }
        Files.createDirectory(server.resolve("d.0123456789ab.part"));
        Files.createDirectory(server.resolve("d.ferry-old"));

        List<String> removed = transfer().removePartials(fs, "/", recorder.monitor());

        assertEquals(List.of("/b.fedcba987654.part", "/fw.bin.0123456789ab.part"), removed.stream().sorted().toList());
        assertEquals(List.of(".0123456789ab.part", "d.0123456789ab.part", "d.ferry-old", "fw.bin", "fw.bin.0123456789AB.part",
                "fw.bin.0123456789a.part", "fw.bin.0123456789ab.part.bin", "fw.bin.0123456789abc.part", "fw.bin.ferry-old", "x.part"),
                names(server));
        assertEquals(List.of(new StepEvent.Notice(Hint.BACKUP_LEFT, "/fw.bin.ferry-old")), recorder.of(StepEvent.Notice.class));
        assertEquals(2, recorder.of(StepEvent.Removed.class).size());
    }

    @Test
    void theSuffixIsThatOfTheOptions() throws Exception {
        serverFile("fw.bin.0123456789ab.part", OLD);
        serverFile("fw.bin.0123456789ab.tmp", OLD);

        transfer(TransferOptions.defaults().withPartialSuffix(".tmp")).removePartials(fs, "", recorder.monitor());

        assertEquals(List.of("fw.bin.0123456789ab.part"), names(server));
    }

    @Test
    void aMissingDirectoryIsNotFound() {
        assertEquals(FailureKind.NOT_FOUND, failure(() -> transfer().removePartials(fs, "/none", recorder.monitor())).kind());
    }
}
