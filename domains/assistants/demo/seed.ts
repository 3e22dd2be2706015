import type { Kernel } from '@fachwerk/kernel'
import { Hand } from './hand.ts'
import { aylin, holger, jonas, mara, torben } from './people.ts'
import { seedAccidents } from './seed-accidents.ts'
import { seedPermits } from './seed-permits.ts'
import { seedReports } from './seed-reports.ts'

export async function seed(kernel: Kernel): Promise<void> {
  const hand = new Hand(kernel)
  await seedPermits(hand, { aylin, torben, jonas })
  await seedReports(hand, { aylin, torben, mara, holger })
  await seedAccidents(hand, { mara, holger })
}
