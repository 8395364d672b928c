/** Up to three of `names` that look like `wanted`, nearest first. */
function nearest(wanted: string, names: Iterable<string>): string[] {
  const target = wanted.toLowerCase().slice(0, 64);
  const limit = Math.max(2, Math.floor(target.length / 3));
  return [...new Set(names)]
    .map((name) => ({ name, distance: distanceTo(target, name.toLowerCase().slice(0, 64)) }))
    .filter(({ distance }) => distance <= limit)
    .toSorted((a, b) => a.distance - b.distance)
    .slice(0, 3)
    .map(({ name }) => name);
}

/** ` (did you mean a, b?)`, or what there is where nothing is near; empty where there is nothing. */
export function suggest(wanted: string, names: Iterable<string>): string {
  const all = [...new Set(names)];
  const near = nearest(wanted, all);
  if (near.length > 0) return `; did you mean ${near.join(", ")}?`;
  if (all.length === 0) return "";
  return `; known: ${all.slice(0, 8).join(", ")}${all.length > 8 ? ", …" : ""}`;
}

/** A name that continues the other counts as near: people type beginnings. */
function distanceTo(a: string, b: string): number {
  if (a.length > 1 && (b.startsWith(a) || a.startsWith(b))) return 1;
  return editDistance(a, b);
}

function editDistance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1;
      row.push(
        Math.min((row[j - 1] ?? 0) + 1, (previous[j] ?? 0) + 1, (previous[j - 1] ?? 0) + cost),
      );
    }
    previous = row;
  }
  return previous[b.length] ?? 0;
}
