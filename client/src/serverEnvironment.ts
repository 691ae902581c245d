// What the process of the server is started with beside the editor's own environment.
// Read by extension.ts, and by the benchmark, which starts the server in the same way.

/**
 * Where C's memory is glibc's, each thread gives back what it does not use past so many bytes. Without a fixed number glibc keeps ten
 * million and more in each thread, from the moment when one large piece of memory is freed.
 */
export const serverEnvironment: Readonly<Record<string, string>> = { MALLOC_TRIM_THRESHOLD_: '131072' };
