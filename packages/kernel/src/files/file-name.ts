/** Names that Windows keeps for devices, with any ending. */
const reserved = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i

/**
 * The name of an uploaded file as it may stand in a list and on anybody's disk: no folders, no control characters, no marks that turn the
 * reading direction (`gpj.exe` for `exe.jpg`), none of the characters that Windows refuses, at most 200 characters with the ending kept.
 */
export function plainFileName(name: string): string {
  const last = name.split(/[/\\]/).at(-1) ?? ''
  const plain = last
    .toWellFormed()
    .normalize('NFC')
    .replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '')
    .replaceAll(/[<>:"|?*]/g, '_')
    .replaceAll(/^[\s.]+|[\s.]+$/g, '')
  const named = plain === '' || plain.startsWith('_.') ? `datei${plain.slice(1)}` : plain
  return shortened(reserved.test(named) ? `_${named}` : named)
}

/** What stands after the last dot, in lower case; empty without one. */
export const endingOf = (name: string): string => /\.([^.\s]{1,12})$/.exec(name)?.[1]?.toLowerCase() ?? ''

function shortened(name: string): string {
  const characters = [...name]
  if (characters.length <= 200) return name
  const ending = endingOf(name)
  const tail = ending === '' ? '' : `.${ending}`
  return characters.slice(0, 200 - tail.length).join('') + tail
}
