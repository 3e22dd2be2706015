import type { FlowNode, FlowNodeType } from '@fachwerk/bpmn'
import type { JsonObject } from '@fachwerk/problem'
import type { ActivationKey } from './api.ts'
import type { CompiledFlow, CompiledNode } from './compiled-process.ts'
import type { Run } from './run.ts'

/** What one kind of BPMN element does. Everything common (mapping, boundary events, multi-instance, leaving) is the life cycle's. */
export interface ElementBehaviour<N extends FlowNode = FlowNode> {
  /** Begins the work of an activation: finishes at once, or leaves it open to wait. */
  readonly work: (run: Run, node: CompiledNode<N>, key: ActivationKey) => void
  /** The flows whose tokens an activation consumes, `undefined` while more have to come. Absent: one token is enough. */
  readonly join?: (run: Run, node: CompiledNode<N>, scope: ActivationKey | undefined) => readonly string[] | undefined
  /** The flows to leave by; `undefined` after raising an incident. Absent: all without condition and all whose condition is true. */
  readonly select?: (run: Run, node: CompiledNode<N>, key: ActivationKey) => readonly CompiledFlow[] | undefined
  /** What the called instance gave. */
  readonly calledCompleted?: (run: Run, node: CompiledNode<N>, key: ActivationKey, variables: JsonObject) => void
  /** What a job's results become before they are mapped out. */
  readonly jobResult?: (node: CompiledNode<N>, variables: JsonObject) => JsonObject
}

/** Every element kind, by name. */
export type Elements = { readonly [T in FlowNodeType]: ElementBehaviour }
