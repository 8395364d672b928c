import type { Identity, Replay } from "./replay.ts";

/** Another user of the inference API. */
export function person({ server }: Replay, userId: string): Identity {
  const { access, refresh } = server.createTokens({ userId });
  return { bearer: access, refresh };
}

/** Another user of the website. */
export function session({ server }: Replay, userId: string, role = "general"): Identity {
  return { cookie: `next-auth.session-token=${server.createSession({ userId, role })}` };
}
