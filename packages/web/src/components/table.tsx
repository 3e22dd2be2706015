import type { ComponentChildren, Key } from 'preact'

export interface Column<Row> {
  readonly label: string
  /** The label is read aloud but not shown: columns of actions. */
  readonly labelHidden?: boolean
  readonly cell: (row: Row) => ComponentChildren
  readonly align?: 'end'
}
interface Props<Row> {
  readonly caption: string
  /** The caption is read aloud but not shown, for tables right below a heading that says the same. */
  readonly captionHidden?: boolean
  readonly columns: readonly Column<Row>[]
  readonly rows: readonly Row[]
  readonly rowKey: (row: Row, index: number) => Key
  /** Shown instead of the table when there is no row. */
  readonly empty?: ComponentChildren
}
/**
 * A dense table; the first column heads its row. On narrow screens every row is a block, each value below its column's label (content.css);
 * the roles keep it a table for those who listen (ARIA 1.2 §5.4), since `display: block` takes that away.
 */
export function Table<Row>({ caption, captionHidden = false, columns, rows, rowKey, empty }: Props<Row>) {
  if (rows.length === 0 && empty !== undefined) return <>{empty}</>
  return (
    <div class="fw-table-scroll" tabIndex={0} role="region" aria-label={caption}>
      <table class="fw-table" role="table">
        <caption class={captionHidden ? 'kern-sr-only' : undefined}>{caption}</caption>
        <thead role="rowgroup">
          <tr role="row">
            {columns.map((column) => (
              <th key={column.label} role="columnheader" scope="col" class={column.align && 'fw-end'}>
                {column.labelHidden ? <span class="kern-sr-only">{column.label}</span> : column.label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody role="rowgroup">
          {rows.map((row, index) => (
            <tr key={rowKey(row, index)} role="row">
              {columns.map((column, position) => tableCell(column, row, position))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function tableCell<Row>(column: Column<Row>, row: Row, position: number) {
  const content = column.cell(row)
  const label = column.labelHidden ? undefined : column.label
  return position === 0 ? (
    <th key={column.label} role="rowheader" scope="row" data-label={label}>
      {content}
    </th>
  ) : (
    <td key={column.label} role="cell" class={column.align && 'fw-end'} data-label={label}>
      {content}
    </td>
  )
}
