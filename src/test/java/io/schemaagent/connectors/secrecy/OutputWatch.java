package io.schemaagent.connectors.secrecy;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.StackWalker.StackFrame;
import java.util.Arrays;

/** Keeps what is printed as evidence, and prints it. */
final class OutputWatch extends FilterOutputStream {

    private final Evidence evidence;

    private OutputWatch(OutputStream out, Evidence evidence) {
        super(out);
        this.evidence = evidence;
    }

    static PrintStream over(PrintStream out, Evidence evidence) {
        return new PrintStream(new OutputWatch(out, evidence), true);
    }

    @Override
    public void write(int one) throws IOException {
        write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        out.write(bytes, offset, length);
        if (!isOfTheTests()) {
            evidence.add(Evidence.OUTPUT, Arrays.copyOfRange(bytes, offset, offset + length));
        }
    }

    private static boolean isOfTheTests() {
        return StackWalker.getInstance()
                .walk(frames -> frames.map(StackFrame::getClassName).anyMatch(OutputWatch::printsWhatTestsDo));
    }

    /**
     * Where an expectation fails, REST Assured prints the request; Quarkus prints the command by which it starts what is
     * packaged. Both are what a test gave to the service, and not what the service showed.
     */
    private static boolean printsWhatTestsDo(String className) {
        return className.startsWith("io.restassured.") || className.startsWith("io.quarkus.test.common.Default");
    }
}
