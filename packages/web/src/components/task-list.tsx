import { useText } from '../page.tsx'
import { webMessages } from '../messages/catalogue.ts'
import { Badge } from './badge.tsx'

export type TaskState = 'not-started' | 'incomplete' | 'done'
export interface TaskListItem {
  readonly title: string
  readonly href: string
  readonly state: TaskState
}
/** The parts of a form with what is done; each part can be opened in any order. */
export const TaskList = ({ items }: { items: readonly TaskListItem[] }) => {
  const t = useText(webMessages)
  return (
    <ol class="fw-task-list">
      {items.map((item, index) => (
        <li key={item.href}>
          <a href={item.href} aria-describedby={`task-state-${index}`}>
            {item.title}
          </a>
          <span id={`task-state-${index}`}>
            <Badge kind={stateBadge[item.state]}>{t(`task.${item.state}`)}</Badge>
          </span>
        </li>
      ))}
    </ol>
  )
}
const stateBadge = { 'not-started': 'neutral', incomplete: 'warning', done: 'success' } as const
