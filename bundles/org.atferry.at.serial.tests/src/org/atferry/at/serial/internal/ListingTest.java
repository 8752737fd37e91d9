/*
 * Copyright (c) 2026 AT Ferry contributors.
 * This program and the accompanying materials are made available under the terms of the Eclipse Public License 2.0,
 * which is available at https://www.eclipse.org/legal/epl-2.0/
 * SPDX-License-Identifier: EPL-2.0
 */
package org.atferry.at.serial.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import org.atferry.at.port.PortDescription;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Linux tells about ports and mounts, over made-up trees. */
class ListingTest {

    @TempDir
    Path root;

    private void usbPort(String name, String device) throws IOException {
        Path tty = Files.createDirectories(root.resolve("devices/usb1/1-1/" + device + "/" + name + "/tty/" + name));
        Files.createSymbolicLink(tty.resolve("device"), tty.getParent().getParent());
        Files.createSymbolicLink(Files.createDirectories(root.resolve("class")).resolve(name), tty);
    }

    @Test
    void listsPortsWithTheirUsbIdentityAndLeavesOutWhatIsNoPort() throws Exception {
        Path usb = Files.createDirectories(root.resolve("devices/usb1/1-1"));
        Files.writeString(usb.resolve("idVendor"), "2c7c\n");
        Files.writeString(usb.resolve("idProduct"), "0125\n");
        Files.writeString(usb.resolve("manufacturer"), "Quectel\n");
        Files.writeString(usb.resolve("product"), "EC25-AF\n");
        Files.writeString(usb.resolve("serial"), "0001\n");
        for (int i : new int[] { 10, 2 }) {
            usbPort("ttyUSB" + i, "1-1:1." + i);
        }
        Path builtIn = Files.createDirectories(root.resolve("devices/serial8250/tty/ttyS0"));
        Files.createSymbolicLink(builtIn.resolve("device"), builtIn.getParent().getParent());
        Files.writeString(builtIn.resolve("type"), "4\n");
        Files.createSymbolicLink(root.resolve("class/ttyS0"), builtIn);
        Path empty = Files.createDirectories(root.resolve("devices/serial8250/tty/ttyS1"));
        Files.createSymbolicLink(empty.resolve("device"), empty.getParent().getParent());
        Files.writeString(empty.resolve("type"), "0\n");
        Files.createSymbolicLink(root.resolve("class/ttyS1"), empty);
        Files.createSymbolicLink(root.resolve("class/tty0"), Files.createDirectories(root.resolve("devices/virtual/tty/tty0")));

        List<PortDescription> ports = new SysfsPorts(root.resolve("class")).list();
        assertEquals(List.of("serial:/dev/ttyS0", "serial:/dev/ttyUSB2", "serial:/dev/ttyUSB10"),
                ports.stream().map(port -> port.address().toString()).toList());
        assertEquals(Optional.empty(), ports.get(0).usb());
        assertEquals(Optional.of("2c7c:0125"), ports.get(1).usb());
        assertEquals(Optional.of("0001"), ports.get(1).serialNumber());
        assertEquals("Quectel EC25-AF", ports.get(1).description());
    }

    @Test
    void aTreeThatIsNotThereHasNoPorts() {
        assertEquals(List.of(), new SysfsPorts(root.resolve("nothing")).list());
    }

    @Test
    void theInnermostMountSaysWhetherCodeMayRun() {
        List<String> table = List.of("/dev/sda1 / ext4 rw,relatime 0 0", "tmpfs /tmp tmpfs rw,nosuid,noexec 0 0",
                "tmpfs /tmp/with\\040space tmpfs rw 0 0", "broken");
        assertTrue(Mounts.forbidsCode(Path.of("/tmp/x"), table));
        assertFalse(Mounts.forbidsCode(Path.of("/tmp/with space/x"), table));
        assertFalse(Mounts.forbidsCode(Path.of("/tmpx"), table));
        assertFalse(Mounts.forbidsCode(Path.of("/home"), table));
    }
}
