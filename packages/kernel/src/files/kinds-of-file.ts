/** What is known about kinds of files by their endings. The endings on the right are those that `file-type` reports for the content. */

const images = ['heic', 'heif', 'avif']
const zipped = ['docx', 'xlsx', 'pptx', 'odt', 'ods', 'odp', 'odg', 'epub', 'zip', 'kmz']
const recordings = ['mp4', 'm4a', 'm4v', 'm4b', 'mov', '3gp', '3g2', 'ogg', 'oga', 'ogv', 'opus', 'webm', 'mkv']
const raw = ['tif', 'dng', 'cr2', 'nef', 'arw']

/** Files with these endings have a content that tells what it is: anything else inside is a contradiction. */
export const contentOfEnding: Readonly<Record<string, readonly string[]>> = {
  pdf: ['pdf'],
  jpg: ['jpg'],
  jpeg: ['jpg'],
  png: ['png', 'apng'],
  gif: ['gif'],
  webp: ['webp'],
  bmp: ['bmp'],
  tif: raw,
  tiff: raw,
  heic: images,
  heif: images,
  avif: images,
  zip: zipped,
  docx: ['docx', 'zip'],
  xlsx: ['xlsx', 'zip'],
  pptx: ['pptx', 'zip'],
  odt: ['odt', 'zip'],
  ods: ['ods', 'zip'],
  odp: ['odp', 'zip'],
  odg: ['odg', 'zip'],
  epub: ['epub', 'zip'],
  doc: ['cfb', 'rtf'],
  xls: ['cfb'],
  ppt: ['cfb'],
  msg: ['cfb'],
  rtf: ['rtf'],
  mp3: ['mp3'],
  wav: ['wav'],
  flac: ['flac'],
  ...Object.fromEntries(recordings.map((ending) => [ending, recordings])),
}

/** Text that people read: nothing binary inside. */
export const textEndings: ReadonlySet<string> = new Set([
  'txt',
  'csv',
  'tsv',
  'md',
  'json',
  'log',
  'ics',
  'vcf',
  'xml',
  'svg',
  'bpmn',
  'dmn',
])

/** Programs and what starts them: as an ending, or as the content of a file with another one. */
export const programs: ReadonlySet<string> = new Set(
  `exe dll com scr pif cpl ocx sys drv msi msp mst msix appx bat cmd ps1 psm1 vbs vbe js mjs cjs jse ws wsf wsh hta jar class dex apk aab ipa
   elf so dylib macho app command sh bash zsh csh ksh fish run bin-sh deb rpm dmg pkg xar iso img vhd vhdx appimage crx xpi swf lnk url
   inf reg gadget application scf library-ms settingcontent-ms chm py pyc rb pl php phtml asp aspx jsp cgi wasm ar
   docm dotm xlsm xltm xlam xlsb pptm potm ppam ppsm`.split(/\s+/),
)

/** Pages for a browser. */
export const webPages: ReadonlySet<string> = new Set(['html', 'htm', 'xhtml', 'xht', 'shtml', 'mht', 'mhtml', 'xsl', 'xslt'])

/** Packed, and not a ZIP: nobody here could look inside. */
export const otherArchives: ReadonlySet<string> = new Set(
  'gz tgz bz2 tbz xz txz zst lz lz4 lzh z tar 7z rar cab arj ace cpio'.split(' '),
)
