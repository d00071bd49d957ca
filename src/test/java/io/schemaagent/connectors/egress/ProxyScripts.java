package io.schemaagent.connectors.egress;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Queue;

/** Proxies that write down what they are asked for, and connect to a server of the test's whatever that is. */
final class ProxyScripts {

    private ProxyScripts() {}

    /** What it is asked for is the first request that its server got. */
    static ScriptedServer.Script http(ScriptedServer destination) {
        return visit -> {
            visit.receive();
            visit.send("HTTP/1.1 200 Connection established\r\n\r\n");
            connect(visit.socket(), destination);
        };
    }

    /** Writes down {@code user:password} where it gets one, and {@code type address port} (RFC 1928, RFC 1929). */
    static ScriptedServer.Script socks5(ScriptedServer destination, Queue<String> asked) {
        return visit -> {
            DataInputStream in = new DataInputStream(visit.socket().getInputStream());
            OutputStream out = visit.socket().getOutputStream();
            in.readByte();
            boolean withPassword = text(in).indexOf(2) >= 0;
            out.write(new byte[] {5, (byte) (withPassword ? 2 : 0)});
            if (withPassword) {
                in.readByte();
                asked.add(text(in) + ":" + text(in));
                out.write(new byte[] {1, 0});
            }
            in.readNBytes(3);
            int type = in.readUnsignedByte();
            String address = type == 3
                    ? text(in)
                    : InetAddress.getByAddress(in.readNBytes(type == 1 ? 4 : 16))
                            .getHostAddress();
            asked.add(type + " " + address + " " + in.readUnsignedShort());
            out.write(new byte[] {5, 0, 0, 1, 0, 0, 0, 0, 0, 0});
            connect(visit.socket(), destination);
        };
    }

    private static String text(DataInputStream in) throws IOException {
        return new String(in.readNBytes(in.readUnsignedByte()), StandardCharsets.UTF_8);
    }

    private static void connect(Socket client, ScriptedServer destination) throws IOException {
        try (Socket server = new Socket(FakeResolver.address("127.0.0.1"), destination.port())) {
            Thread back = new Thread(() -> copy(server, client), "scripted-proxy");
            back.setDaemon(true);
            back.start();
            copy(client, server);
        }
    }

    private static void copy(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
            to.shutdownOutput();
        } catch (IOException gone) {
            // Whoever left has no more to say.
        }
    }
}
