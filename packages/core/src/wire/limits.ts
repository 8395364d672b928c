/** How large one event or one line of a stream may grow, in bytes, unless told otherwise: images travel in events. */
export const MAX_EVENT_BYTES: number = 32 * 1024 * 1024;

/** How deep JSON may nest: far less than where cloning or writing a value overflows the stack. */
export const MAX_JSON_DEPTH = 128;
