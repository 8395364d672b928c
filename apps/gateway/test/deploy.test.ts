import { readFileSync } from "node:fs";

import { validate } from "dockerfile-utils";
import { Deployment } from "kubernetes-models/apps/v1/Deployment";
import { ConfigMap } from "kubernetes-models/v1/ConfigMap";
import { PersistentVolumeClaim } from "kubernetes-models/v1/PersistentVolumeClaim";
import { Service } from "kubernetes-models/v1/Service";
import { describe, expect, test } from "vitest";
import { parse, parseAllDocuments } from "yaml";

const read = (path: string): string =>
  readFileSync(new URL(`../../../deploy/${path}`, import.meta.url), "utf8");

/** Seconds of `40s` and `11m`. */
function seconds(text: string): number {
  const [, number = "", unit] = /^(\d+)(s|m)$/.exec(text) ?? [];
  return Number(number) * (unit === "m" ? 60 : 1);
}

interface GatewayFile {
  readonly limits: { readonly drainMs: number };
}

const drainSeconds = (text: string): number => (parse(text) as GatewayFile).limits.drainMs / 1_000;

/** No call may take longer: core's default of a whole call. */
const LONGEST_CALL = 600;

describe("Dockerfile", () => {
  const text = read("Dockerfile");

  test("has no problem that a linter finds", () => {
    expect(validate(text)).toEqual([]);
    expect(validate("FROM a\nRNU b")).not.toEqual([]);
  });

  test("builds in one stage and runs in another, as nobody of rights, and node gets the signals", () => {
    const [, build = "", run = ""] = text.split(/^FROM /m);
    expect(build).toContain("--frozen-lockfile --ignore-scripts");
    expect(run).not.toMatch(/pnpm|COPY \. /);
    expect(run).toMatch(/^USER node$/m);
    expect(run.indexOf("USER node")).toBeLessThan(run.indexOf("\nCMD"));
    expect(run).toMatch(/^CMD \["node", "--enable-source-maps", .*"dist\/main.js"\]$/m);
  });

  test("asks the route that is there whether it lives", () => {
    expect(text).toMatch(/HEALTHCHECK .*\/livez/);
  });

  test("has the pnpm that the repository pins", () => {
    const root = readFileSync(new URL("../../../package.json", import.meta.url), "utf8");
    expect(text).toContain((JSON.parse(root) as { packageManager: string }).packageManager);
  });
});

describe("compose.yaml", () => {
  const { services } = parse(read("compose.yaml")) as {
    readonly services: Readonly<
      Record<
        "gateway" | "proxy",
        Readonly<Record<string, unknown>> & { readonly stop_grace_period: string }
      >
    >;
  };

  test("gives the gateway the time that it drains, and the proxy more", () => {
    const grace = seconds(services.gateway.stop_grace_period);
    expect(grace).toBeGreaterThan(drainSeconds(read("gateway.yaml")));
    expect(seconds(services.proxy.stop_grace_period)).toBeGreaterThanOrEqual(grace);
  });

  test("leaves the gateway to the proxy, without rights", () => {
    expect(services.gateway).not.toHaveProperty("ports");
    expect(services.gateway).toMatchObject({
      read_only: true,
      cap_drop: ["ALL"],
      security_opt: ["no-new-privileges:true"],
    });
  });
});

describe("the proxies", () => {
  test("Caddy sends every write on, and waits as long as a call may last", () => {
    const text = read("Caddyfile");
    expect(text).toMatch(/^\s*flush_interval -1$/m);
    expect(text).not.toMatch(/^\s*encode\b/m);
    for (const name of ["response_header_timeout", "read_timeout", "write_timeout"]) {
      const [, time = ""] = new RegExp(String.raw`^\s*${name} (\S+)$`, "m").exec(text) ?? [];
      expect(seconds(time)).toBeGreaterThan(LONGEST_CALL);
    }
    const [, grace = ""] = /^\s*grace_period (\S+)$/m.exec(text) ?? [];
    expect(seconds(grace)).toBeGreaterThan(drainSeconds(read("gateway.yaml")));
  });

  test("nginx too, and it asks nobody twice", () => {
    const text = read("nginx.conf");
    for (const line of [
      "proxy_buffering off;",
      "proxy_request_buffering off;",
      "gzip off;",
      "proxy_http_version 1.1;",
      "proxy_next_upstream off;",
      "client_max_body_size 32m;",
    ]) {
      expect(text).toContain(line);
    }
    const [, time = ""] = /proxy_read_timeout (\S+);/.exec(text) ?? [];
    expect(seconds(time)).toBeGreaterThan(LONGEST_CALL);
  });

  test("neither lets the world see metrics or probes", () => {
    for (const path of ["metrics", "livez", "readyz"]) {
      expect(read("Caddyfile")).toMatch(new RegExp(`@inside path .*/${path}`));
      expect(read("nginx.conf")).toMatch(new RegExp(`location ~ .*${path}`));
    }
  });
});

describe("kubernetes/gateway.yaml", () => {
  const documents = parseAllDocuments(read("kubernetes/gateway.yaml")).map(
    (document) => document.toJS() as { readonly kind: string },
  );
  const of = (kind: string): unknown => documents.find((document) => document.kind === kind);
  const deployment = of("Deployment") as ConstructorParameters<typeof Deployment>[0];
  const pod = deployment?.spec?.template.spec;
  const [container] = pod?.containers ?? [];

  test("is what Kubernetes takes", () => {
    const kinds = { Deployment, ConfigMap, PersistentVolumeClaim, Service };
    for (const document of documents) {
      const Kind = kinds[document.kind as keyof typeof kinds];
      expect(() => new Kind(document as never).validate()).not.toThrow();
    }
    expect(() => new Service({ spec: { ports: [{ port: "http" }] } } as never).validate()).toThrow(
      /port/,
    );
  });

  test("asks the routes that are there whether it lives and is ready", () => {
    expect(container?.livenessProbe?.httpGet).toMatchObject({ path: "/livez", port: "http" });
    expect(container?.startupProbe?.httpGet).toMatchObject({ path: "/livez", port: "http" });
    expect(container?.readinessProbe?.httpGet).toMatchObject({ path: "/readyz", port: "http" });
    expect(container?.ports).toContainEqual({ name: "http", containerPort: 8080 });
  });

  test("gives it the time to leave every proxy and to drain", () => {
    const config = of("ConfigMap") as { readonly data: Readonly<Record<string, string>> };
    const command = container?.lifecycle?.preStop?.exec?.command?.join(" ") ?? "";
    const before = Number(/, (\d+)\)/.exec(command)?.[1]) / 1_000;
    expect(before).toBeGreaterThanOrEqual(5);
    const drains = drainSeconds(config.data["gateway.yaml"] ?? "");
    expect(pod?.terminationGracePeriodSeconds).toBeGreaterThan(before + drains);
  });

  test("runs without rights, once: its memory counts budgets", () => {
    expect(pod?.securityContext).toMatchObject({ runAsNonRoot: true });
    expect(container?.securityContext).toEqual({
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ["ALL"] },
    });
    expect(deployment?.spec).toMatchObject({ replicas: 1, strategy: { type: "Recreate" } });
  });
});
