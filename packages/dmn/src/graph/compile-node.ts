import type { GraphNode } from './unit.ts'
import { compileBusinessKnowledgeModel } from './compile-business-knowledge-model.ts'
import { compileDecision } from './compile-decision.ts'
import { compileDecisionService } from './compile-decision-service.ts'
import { compileInputData } from './compile-input-data.ts'

/** Compiles an element's logic into `node.evaluate`. One file per kind of element. */
export const compileNode = (node: GraphNode): void => {
  const { element } = node
  switch (element.kind) {
    case 'inputData':
      return compileInputData(node, element)
    case 'decision':
      return compileDecision(node, element)
    case 'businessKnowledgeModel':
      return compileBusinessKnowledgeModel(node, element)
    case 'decisionService':
      return compileDecisionService(node, element)
  }
}
