import type { Person } from '@fachwerk/kernel'

/** A job that supervises data protection acts for the authority that answers for the case; who decided it stands in the case. */
export const officerFor = (authority: string, job: string): Person => ({
  id: `job:${job}`,
  name: 'Datenschutz',
  groups: [],
  roles: ['privacy-officer'],
  tenant: authority,
  access: { channel: 'job', purpose: 'privacy-control' },
})
