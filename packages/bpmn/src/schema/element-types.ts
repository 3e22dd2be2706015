import type { ElementType } from './element-type.ts'
import { activityTypes } from './types/activities.ts'
import { collaborationTypes } from './types/collaboration.ts'
import { dataTypes } from './types/data.ts'
import { definitionTypes } from './types/definitions.ts'
import { eventTypes } from './types/events.ts'
import { groups } from './groups.ts'

/** The schema of BPMN 2.0.2 (BPMN20.xsd, Semantic.xsd), without the order of children. Names that are no elements begin with `t`. */
const types: Readonly<Record<string, ElementType>> = {
  ...definitionTypes,
  ...activityTypes,
  ...eventTypes,
  ...dataTypes,
  ...collaborationTypes,
}

export interface ResolvedType {
  readonly attributes: ReadonlyMap<string, string>
  readonly children: ReadonlySet<string>
  readonly refersTo?: string
  readonly open: boolean
}

const resolved = new Map<string, ResolvedType>()

/** What the schema says about an element of that name; `undefined`: BPMN has none. */
export function elementType(local: string): ResolvedType | undefined {
  if (!Object.hasOwn(types, local) || /^t[A-Z]/.test(local)) return undefined
  const known = resolved.get(local) ?? resolve(types[local]!)
  resolved.set(local, known)
  return known
}

function resolve(type: ElementType): ResolvedType {
  const base = type.extends === undefined ? undefined : resolve(types[type.extends]!)
  return {
    attributes: new Map([...(base?.attributes ?? []), ...Object.entries(type.attributes ?? {})]),
    children: new Set([...(base?.children ?? []), ...expanded(type.children ?? '')]),
    open: type.open ?? false,
    ...(type.refersTo === undefined ? {} : { refersTo: type.refersTo }),
  }
}

const expanded = (children: string): string[] =>
  children
    .split(' ')
    .filter((name) => name !== '')
    .flatMap((name) => (name.startsWith('@') ? expanded(groups[name.slice(1)]!) : [name]))
