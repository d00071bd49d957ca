package io.schemaagent.connectors.ui;

import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;

/**
 * A file of the bundle as it was built, with the same for browsers that can unpack it: packed once, not for each of them.
 *
 * @param plain as it is
 * @param packed as gzip
 */
record Script(Buffer plain, Buffer packed) {

    /** What the bundler names by its content, so that it can be kept for ever. */
    private static final Pattern NAMED_BY_CONTENT = Pattern.compile("[\\w-]+-[A-Z0-9]{8}\\.(js|css)");

    private static final String FOLDER = "META-INF/resources/ui/assets/";

    static boolean isNamedByContent(String name) {
        return NAMED_BY_CONTENT.matcher(name).matches();
    }

    /** The file of this name that was built in; empty for all others, such as those of development. */
    static Optional<Script> find(String name) {
        if (!isNamedByContent(name)) {
            return Optional.empty();
        }
        try (InputStream file = Thread.currentThread().getContextClassLoader().getResourceAsStream(FOLDER + name)) {
            return file == null ? Optional.empty() : Optional.of(of(file.readAllBytes()));
        } catch (IOException unreadable) {
            throw new UncheckedIOException("A file of the application cannot be read: " + name, unreadable);
        }
    }

    static Script of(byte[] plain) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(plain);
        }
        return new Script(Buffer.buffer(plain), Buffer.buffer(packed.toByteArray()));
    }
}
