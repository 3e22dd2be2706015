import type { XmlElement } from '@fachwerk/xml'
import { attribute } from '../source/element-access.ts'

/** What every boxed expression carries (DMN 1.5, clause 7.3.1). */
export interface ExpressionBase {
  readonly id: string | undefined
  readonly typeRef: string | undefined
  readonly at: XmlElement
}

export const readExpressionBase = (element: XmlElement): ExpressionBase => ({
  id: attribute(element, 'id'),
  typeRef: attribute(element, 'typeRef'),
  at: element,
})
