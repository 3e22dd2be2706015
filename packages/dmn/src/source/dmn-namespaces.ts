/** Version of the standard a file is written in, told by its model namespace (DMN 1.1–1.6, clause 6.3.2). */
export type DmnVersion = '1.1' | '1.2' | '1.3' | '1.4' | '1.5' | '1.6'

const versions: ReadonlyMap<string, DmnVersion> = new Map([
  ['http://www.omg.org/spec/DMN/20151101/dmn.xsd', '1.1'],
  ['http://www.omg.org/spec/DMN/20151101/dmn11.xsd', '1.1'],
  ['http://www.omg.org/spec/DMN/20180521/MODEL/', '1.2'],
  ['https://www.omg.org/spec/DMN/20191111/MODEL/', '1.3'],
  ['http://www.omg.org/spec/DMN/20191111/MODEL/', '1.3'],
  ['https://www.omg.org/spec/DMN/20211108/MODEL/', '1.4'],
  ['https://www.omg.org/spec/DMN/20230324/MODEL/', '1.5'],
  ['https://www.omg.org/spec/DMN/20240513/MODEL/', '1.6'],
])

/** The DMN version of a namespace, `undefined` when it is none of DMN's. Tools differ in the trailing slash, so it does not count. */
export const dmnVersionOf = (uri: string): DmnVersion | undefined => versions.get(uri) ?? versions.get(`${uri}/`)

/** FEEL namespaces, one for each version; written as `expressionLanguage` and, in DMN 1.1, as prefix of type names. */
export const isFeelNamespace = (uri: string): boolean =>
  /^https?:\/\/www\.omg\.org\/spec\/(DMN|FEEL)\/\d{8}(\/FEEL)?\/?$/.test(uri)

/** B-FEEL, the second dialect of DMN 1.6. */
export const isBFeelNamespace = (uri: string): boolean => /^https?:\/\/www\.omg\.org\/spec\/DMN\/\d{8}\/B-FEEL\/?$/.test(uri)

/** Camunda 7's extension attributes in DMN files. */
export const camundaNamespace = 'http://camunda.org/schema/1.0/dmn'

/** Any extension of Camunda 7, Camunda 8 or their modeller. */
export const isCamundaNamespace = (uri: string): boolean => uri.startsWith('http://camunda.org/schema/')
