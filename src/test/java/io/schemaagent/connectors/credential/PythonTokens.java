package io.schemaagent.connectors.credential;

/**
 * Made with {@code Fernet(KEY)._encrypt_from_parts(plaintext, TIME, bytes.fromhex(IV))} of Python's
 * {@code cryptography} 48.0.0, so that they can be made again.
 */
public final class PythonTokens {

    public static final String KEY = "BUHP8yw_JS8nwsjyhR88ZRkgFX8rJd2JKDlkW2SeS9A=";
    public static final String OTHER_KEY = "At2AQb4C2ya9-_shim5z0bZAdXqfopivquod8V6OY0c=";
    public static final String THIRD_KEY = "UHuXPnCTT4LK0EZs9e9Ks5WBXECU1cF_GQVch_2FOEI=";
    static final long TIME = 1_735_689_600;
    static final String IV = "6465666768696a6b6c6d6e6f70717273";

    public static final String OAUTH =
            "gAAAAABndIWAZGVmZ2hpamtsbW5vcHFyc39Lf1nzKQbEUC6YXh_FtkjK79Sx4o-l96eQ7rkTVUwLIgc9mJBWWvH9U9NNTNQx9LYHKwFri464i5oVoLxnvx4GF5D4Kv8XuP4H8bApH5qToGc2FIWZMf0-qM13uYEpvezgXLNh-4d5TcSuOCXcEPZCdllTdkvdRAAT9AHu6idh";
    static final String UNICODE =
            "gAAAAABndIWAZGVmZ2hpamtsbW5vcHFyc9zpEDBHDXz8-bMd4C8Fft5tUtf1C0U1gY5avGxjo53vbH3itL4nInOhvmbS_5L0O2lGBXtHPtSpin5D4GI1_vo=";
    static final String EMPTY_TEXT =
            "gAAAAABndIWAZGVmZ2hpamtsbW5vcHFyczVycRE4qVHuTzB86mDqso8oUaBuIGd4vS9jkH7CqNtkZaMd5RtVrmmcVh4o4_GVyQ==";
    static final String ONE_BLOCK =
            "gAAAAABndIWAZGVmZ2hpamtsbW5vcHFyc9jx5MZ1V6b10ybte-lnU7_a_9bm4NLq59zY4EqaV6_61voEGeKGxJCv5ZTPbk7hXxK4wC-a3wAGN8zi0-gY41M=";
    static final String JSON_TEXT =
            "gAAAAABndIWAZGVmZ2hpamtsbW5vcHFycxeduYVWqkzWC6YkMXLVxd3KLZ001SNlDmYERTxx1EhNTTnphD9f3ti8BbBUXEfTeg==";
    static final String JSON_ARRAY =
            "gAAAAABndIWAZGVmZ2hpamtsbW5vcHFycwIr-Xttf5A7RvoqEibWkcjS9BW84z0DkZ2r_o3kIasUFnnq8BSMek3i4ttE65d_Yg==";
    static final String NOT_JSON =
            "gAAAAABndIWAZGVmZ2hpamtsbW5vcHFyc94UitcAeSnjPTsCx3BhBLjH_6DMq6YkOW--UqPM8yIyM_Ira-bpN7pqqedtnzxVXXc3KLHcSgkaxrXS7AjwSDI=";
    static final String EMPTY_OBJECT =
            "gAAAAABndIWAZGVmZ2hpamtsbW5vcHFyc-Rpw8vIAxup__lpkgQAnh_4QdsfHr79tasbQbMTeQJ9cIlOPNIx1UahxNrBbxcNFg==";

    /** By {@link #OTHER_KEY}, bound to {@code user-1} and {@code https://mcp.example}. */
    static final String BOUND =
            "gAAAAABndIWAZGVmZ2hpamtsbW5vcHFyc5SswRPUZdMQ1WfX4kR0Q2X3CXeK0nJV1hV4PmBACbZr8jtxs5HClqbxSq06aBzb2KBI_sxW1ldbf3IkeJc5d0K88277FnqJNA3SaoXoky-7p1HC6Of72nKMqX5jA9ZqeT7yeHDT64zsc6UIweOYWkfoUSZZ2qmtK-T50baeQsjS";

    private PythonTokens() {}
}
