import type { FeelFunction } from '../values/kind.ts'

export const PATTERN_FUNCTIONS: readonly FeelFunction[] = []
