import type { CompiledUnaryTests, FeelType } from '@fachwerk/feel'
import type { XmlElement } from '@fachwerk/xml'
import type { ExpressionText } from '../boxed/compile-scope.ts'
import type { Finding } from '../check/problem-log.ts'
import { duplicateType, typeCycle, unknownType } from '../check/problem-texts.ts'
import type { Definitions, ItemDefinition } from '../model/definitions.ts'
import { isFeelNamespace } from '../source/dmn-namespaces.ts'
import { anyType, type DmnType } from './dmn-type.ts'
import { toFeelType } from './to-feel-type.ts'
import { feelTypeOf } from './type-names.ts'

/** The types that a model's `typeRef`s can name: FEEL's, its own item definitions, and those of its imports. */
export interface TypeRegistry {
  /** The type of a reference; an unknown one is reported where it stands and counts as Any. */
  resolve(typeRef: string | undefined, at: XmlElement): DmnType
  /** An item definition by its name in this model. */
  named(name: string): DmnType | undefined
  /** All item definitions of this model and its imports as FEEL's types, by the name that this model uses. */
  feelTypes(): Readonly<Record<string, FeelType>>
  /** Compiles every item definition, so that problems show even in types nobody uses. */
  checkAll(): void
}

export interface RegistryTools {
  readonly definitions: Definitions
  readonly report: (finding: Finding, at: XmlElement) => void
  readonly unaryTests: (text: ExpressionText) => CompiledUnaryTests | undefined
  readonly imports: () => readonly ImportedTypes[]
}

/** An import's types; those of an import with the empty name count as the model's own. */
export interface ImportedTypes {
  readonly name: string
  readonly namespace: string
  readonly types: TypeRegistry
}

export const createTypeRegistry = (tools: RegistryTools): TypeRegistry => {
  const { definitions, report } = tools
  const items = new Map<string, ItemDefinition>()
  for (const item of definitions.itemDefinitions) {
    if (items.has(item.name)) report(duplicateType(item.name), item.at)
    else items.set(item.name, item)
  }
  const built = new Map<string, DmnType>()
  const building = new Set<string>()

  const named = (name: string): DmnType | undefined => {
    const item = items.get(name)
    if (item === undefined) return undefined
    return { kind: 'named', name, definition: () => definitionOfItem(item) }
  }

  const definitionOfItem = (item: ItemDefinition): DmnType => {
    const known = built.get(item.name)
    if (known !== undefined) return known
    if (building.has(item.name)) {
      report(typeCycle(item.name), item.at)
      built.set(item.name, anyType)
      return anyType
    }
    building.add(item.name)
    const type = withoutAlias(buildType(item))
    building.delete(item.name)
    built.set(item.name, built.get(item.name) ?? type)
    return type
  }

  /** A type that only names another is followed at once: that is where cycles show. */
  const withoutAlias = (type: DmnType): DmnType => (type.kind === 'named' ? withoutAlias(type.definition()) : type)

  const buildType = (item: ItemDefinition): DmnType => {
    const single = constrained(baseType(item), item.allowedValues, tools)
    return constrained(item.isCollection ? { kind: 'list', item: single } : single, item.typeConstraint, tools)
  }

  const baseType = (item: ItemDefinition): DmnType => {
    if (item.components.length > 0) {
      return {
        kind: 'context',
        members: item.components.map((component) => ({ name: component.name, type: buildType(component) })),
      }
    }
    if (item.functionItem !== undefined) {
      return {
        kind: 'function',
        parameters: item.functionItem.parameters.map((parameter) => resolve(parameter.typeRef, parameter.at)),
        result: resolve(item.functionItem.outputTypeRef, item.at),
      }
    }
    return resolve(item.typeRef, item.at)
  }

  const resolve = (typeRef: string | undefined, at: XmlElement): DmnType => {
    if (typeRef === undefined) return anyType
    const found =
      named(typeRef) ?? feelTypeOf(typeRef, definitions.camunda) ?? prefixed(typeRef) ?? imported(typeRef) ?? merged(typeRef)
    if (found === undefined) report(unknownType(typeRef), at)
    return found ?? anyType
  }

  /** DMN 1.1 wrote type names as qualified names: `feel:string`. */
  const prefixed = (typeRef: string): DmnType | undefined => {
    const colon = typeRef.indexOf(':')
    if (colon < 0) return undefined
    const namespace = definitions.prefixes.get(typeRef.slice(0, colon))
    const local = typeRef.slice(colon + 1)
    if (namespace === undefined || isFeelNamespace(namespace)) return feelTypeOf(local, definitions.camunda)
    if (namespace === definitions.namespace) return named(local)
    return importedNamed((entry) => entry.namespace === namespace, local)
  }

  /** Since DMN 1.2 imported types are written `import.type`; both names may contain dots themselves. */
  const imported = (typeRef: string): DmnType | undefined => {
    for (let dot = typeRef.indexOf('.'); dot > 0; dot = typeRef.indexOf('.', dot + 1)) {
      const prefix = typeRef.slice(0, dot)
      const found = importedNamed((entry) => entry.name === prefix, typeRef.slice(dot + 1))
      if (found !== undefined) return found
    }
    return undefined
  }

  const merged = (typeRef: string): DmnType | undefined => importedNamed((entry) => entry.name === '', typeRef)

  const importedNamed = (from: (entry: ImportedTypes) => boolean, name: string): DmnType | undefined => {
    for (const entry of tools.imports()) {
      const found = from(entry) ? entry.types.named(name) : undefined
      if (found !== undefined) return found
    }
    return undefined
  }

  let feelTypes: Readonly<Record<string, FeelType>> | undefined
  const collectFeelTypes = (): Readonly<Record<string, FeelType>> =>
    Object.fromEntries([
      ...tools
        .imports()
        .flatMap(({ name: prefix, types }) =>
          Object.entries(types.feelTypes()).map(([name, type]) => [prefix === '' ? name : `${prefix}.${name}`, type] as const),
        ),
      ...[...items.values()].map((item) => [item.name, toFeelType(definitionOfItem(item))] as const),
    ])

  return {
    feelTypes: () => (feelTypes ??= collectFeelTypes()),
    resolve,
    named,
    checkAll: () => {
      for (const item of items.values()) definitionOfItem(item)
    },
  }
}

const constrained = (base: DmnType, text: ExpressionText | undefined, tools: RegistryTools): DmnType => {
  const tests = text === undefined ? undefined : tools.unaryTests(text)
  return text === undefined || tests === undefined ? base : { kind: 'constrained', base, tests, text }
}
