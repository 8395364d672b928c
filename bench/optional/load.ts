/** What a package exports that may be installed in this folder; rejects where it is not. */
export async function loadOptional<T>(name: string): Promise<T> {
  return (await import(name)) as T;
}
