/** „Hinzufügen“ and „Entfernen“ of list parts, without JavaScript: the page is sent, changed by one part, and shown again. */
import { valueAt, type RawInput } from '@fachwerk/forms'
import type { JsonObject, JsonValue } from '@fachwerk/problem'
import { withAnswer } from './answer-values.ts'

const mostRows = 1000

/** One part more than the page showed. Empty parts are dropped on reading, so they are put back first. */
export function addRow(answers: JsonObject, path: string, shown: number): JsonObject {
  const rows = listAt(answers, path)
  const wanted = Math.min(mostRows, Math.max(rows.length, shown) + 1)
  return withAnswer(answers, path, [...rows, ...Array.from({ length: wanted - rows.length }, () => ({}))])
}

/** The input and the answers as if the part had never been there: the parts after it move up. */
export function removeRow(raw: RawInput, answers: JsonObject, path: string): { raw: RawInput; answers: JsonObject } {
  const [, list, number] = /^(.+)\.(\d{1,4})$/.exec(path) ?? []
  if (list === undefined) return { raw, answers }
  const index = Number(number)
  const rows = listAt(answers, list).filter((_, each) => each !== index)
  return {
    raw: withoutRow(raw, list, index),
    answers: valueAt(answers, list) === undefined ? answers : withAnswer(answers, list, rows),
  }
}

function withoutRow(raw: RawInput, list: string, removed: number): RawInput {
  const moved = Object.entries(raw).flatMap(([name, value]): [string, string | readonly string[]][] => {
    if (name === `${list}.length`) return [[name, String(Math.max(0, Number(value) - 1))]]
    const row = name.startsWith(`${list}.`) ? /^(\d+)(\..+)$/.exec(name.slice(list.length + 1)) : null
    if (!row) return [[name, value]]
    const index = Number(row[1])
    if (index === removed) return []
    return [[index > removed ? `${list}.${index - 1}${row[2]}` : name, value]]
  })
  return Object.fromEntries(moved)
}

const listAt = (answers: JsonObject, path: string): readonly JsonValue[] => {
  const value = valueAt(answers, path)
  return Array.isArray(value) ? (value as JsonValue[]) : []
}
