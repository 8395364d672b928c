/** Where a plugin's API is described. */
export interface PluginApi {
  readonly type: string;
  readonly url: string;
  readonly has_user_authentication: boolean | null;
  readonly is_user_authenticated: boolean | null;
}

/** One call that a plugin's API offers. */
export interface PluginEndpoint {
  readonly path: string;
  readonly type: string;
  readonly summary: string;
  readonly operation_id: string;
  readonly url: string;
  readonly params: readonly unknown[];
  readonly payload: Readonly<Record<string, unknown>> | null;
}

/** What a plugin says of itself. */
export interface PluginConfig {
  readonly schema_version: string;
  readonly name_for_model: string;
  readonly name_for_human: string;
  readonly description_for_human: string;
  readonly description_for_model: string;
  readonly api: PluginApi;
  readonly auth: { readonly type: string };
  readonly logo_url: string | null;
  readonly contact_email: string | null;
  readonly legal_info_url: string | null;
  readonly endpoints: readonly PluginEndpoint[] | null;
}

/** A plugin as a request names it; the first enabled one is used. */
export interface PluginEntry {
  readonly url: string;
  readonly enabled: boolean;
  readonly plugin_config: PluginConfig | null;
  readonly trusted: boolean | null;
}

/** What became of a plugin in one answer. */
export interface PluginUsed {
  readonly name: string | null;
  readonly url: string | null;
  readonly trusted: boolean | null;
  readonly execution_details: {
    readonly inner_monologue: readonly string[];
    readonly final_tool_output: string;
    readonly final_prompt: string;
    readonly final_generation_assisted: boolean;
    readonly achieved_depth: number | null;
    readonly error_message: string | null;
    readonly status: "success" | "failure";
  };
}
