import type { Workspace } from './workspace.ts';

/** The rate limit of a method: one of Slack's tiers, or `message` for one call a second in each channel. */
export type RateTier = 1 | 2 | 3 | 4 | 'message';

/** Calls within so many milliseconds. https://docs.slack.dev/apis/web-api/rate-limits */
const LIMITS: Readonly<Record<RateTier, { readonly calls: number; readonly period: number }>> = {
  1: { calls: 1, period: 60_000 },
  2: { calls: 20, period: 60_000 },
  3: { calls: 50, period: 60_000 },
  4: { calls: 100, period: 60_000 },
  message: { calls: 1, period: 1_000 },
};

/** The number of calls since `start`, in milliseconds since 1970. */
export type RateWindow = { readonly start: number; readonly calls: number };

/**
 * Counts a call against the limit of its tier. Returns undefined when it is allowed, else the whole seconds until the next one
 * is (`Retry-After`). Counts nothing while the workspace has no rate limits.
 */
export function countCall(workspace: Workspace, method: string, tier: RateTier, channel: string): number | undefined {
  if (!workspace.hasRateLimits) return undefined;
  const { calls, period } = LIMITS[tier];
  const key = tier === 'message' ? `${method} ${channel}` : method;
  const now = workspace.clock.now();
  const known = workspace.rateWindows.get(key);
  const window = known && now - known.start < period ? known : { start: now, calls: 0 };
  if (window.calls >= calls) return Math.ceil((window.start + period - now) / 1000);
  workspace.rateWindows.set(key, { ...window, calls: window.calls + 1 });
  return undefined;
}
