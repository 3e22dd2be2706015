/** Java methods that models in the wild call (`external`, DMN 1.5, 10.3.2.13.3), emulated. */
export type External = (args: readonly unknown[]) => unknown

export function externalFunction(_mapping: unknown): External | null {
  return null
}
