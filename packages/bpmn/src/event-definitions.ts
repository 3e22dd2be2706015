import type { EventDefinition } from './model.ts'

/** The definitions of an event: several of a multiple event, one of any other. */
export const eventDefinitions = (definition: EventDefinition): readonly EventDefinition[] =>
  definition.kind === 'multiple' || definition.kind === 'parallelMultiple' ? definition.definitions : [definition]
