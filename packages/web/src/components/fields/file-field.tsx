import { valueAt, type FileAnswer } from '@fachwerk/forms'
import type { JsonValue } from '@fachwerk/problem'
import { formatBytes } from '../../format.ts'
import { webMessages } from '../../messages/catalogue.ts'
import { usePage, useText } from '../../page.tsx'
import { describedBy, fieldId, FieldShell, inputClass, isLocked } from './field-shell.tsx'
import type { FieldProps } from './field-context.ts'

/** The browser's own file input first; what is already uploaded stands above it and can be taken out one by one. */
export const FileField = (props: FieldProps<'file'>) => {
  const t = useText(webMessages)
  const { field, path, context } = props
  const files = filesAt(valueAt(context.answers, path))
  const hint = `${fieldId(path)}-limit`
  return (
    <FieldShell {...props}>
      <div class="kern-hint" id={hint}>
        {field.accept ? t('file.hint.accept', { types: shownTypes(field.accept) }) : t('file.hint')}
      </div>
      {files.length > 0 ? <UploadedFiles files={files} path={path} fileUrl={context.fileUrl} /> : null}
      <input
        class={inputClass(props)}
        id={fieldId(path)}
        name={path}
        type="file"
        multiple={field.multiple}
        accept={field.accept}
        {...describedBy(props, hint)}
        {...isLocked(field)}
      />
    </FieldShell>
  )
}

const UploadedFiles = ({
  files,
  path,
  fileUrl,
}: {
  files: readonly FileAnswer[]
  path: string
  fileUrl: ((id: string) => string) | undefined
}) => {
  const t = useText(webMessages)
  const { language } = usePage()
  return (
    <ul class="fw-files" aria-label={t('file.uploaded')}>
      {files.map((file) => (
        <li key={file.id}>
          <span>
            {fileUrl ? <a href={fileUrl(file.id)}>{file.name}</a> : file.name}{' '}
            <span class="fw-muted">({formatBytes(file.size, language)})</span>
          </span>
          <button type="submit" class="fw-link-button" name={`${path}.remove`} value={file.id}>
            {t('file.remove')}
            <span class="kern-sr-only">: {file.name}</span>
          </button>
        </li>
      ))}
    </ul>
  )
}

/** `.pdf,image/*` as people say it: `PDF, JPG, PNG …`. */
export const shownTypes = (accept: string): string =>
  accept
    .split(',')
    .map((part) =>
      part
        .trim()
        .replace(/^\.|^.*\//, '')
        .toUpperCase()
        .replace('*', 'JPG, PNG …'),
    )
    .filter((part) => part !== '')
    .join(', ')

/** Files in the answers of a field, whether it takes one or several. */
export const filesAt = (value: JsonValue | undefined): readonly FileAnswer[] =>
  (Array.isArray(value) ? (value as unknown[]) : [value as unknown]).filter(isFileAnswer)

const isFileAnswer = (value: unknown): value is FileAnswer =>
  typeof value === 'object' &&
  value !== null &&
  typeof (value as FileAnswer).id === 'string' &&
  typeof (value as FileAnswer).name === 'string'
