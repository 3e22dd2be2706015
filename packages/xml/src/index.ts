export { parseXml } from './parse-xml.ts'
export { writeXml } from './write-xml.ts'
export * from './read-tree.ts'
export * from './model.ts'
