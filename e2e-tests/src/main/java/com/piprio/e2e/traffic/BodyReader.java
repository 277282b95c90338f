package com.piprio.e2e.traffic;

import java.io.ByteArrayOutputStream;
import java.io.IOException;

/** Takes the bytes of an answer as they arrive. It may take its time: the connection waits for it. */
interface BodyReader {

    void take(byte[] bytes, int length) throws IOException;

    /** What the answer shall hold of the body. */
    byte[] kept();

    /** Keeps everything. */
    static BodyReader all() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        return new BodyReader() {
            @Override
            public void take(byte[] part, int length) {
                bytes.write(part, 0, length);
            }

            @Override
            public byte[] kept() {
                return bytes.toByteArray();
            }
        };
    }
}
