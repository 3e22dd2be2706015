import { describe, expect, it } from 'vitest'
import { caseFrom } from '../../test-kit/model-file.ts'

const booked = (name: string) =>
  caseFrom(import.meta.dirname, name)
    .start()
    .complete('zug')
    .complete('hotel')

describe('compensation', () => {
  it('throw: undoes everything, the last first, and then goes on', () => {
    const instance = booked('throw')
    expect(instance.open).toEqual(['absagen', 'hotel-stornieren'])
    expect(instance.complete('hotel-stornieren').open).toEqual(['absagen', 'zug-stornieren'])
    expect(instance.complete('zug-stornieren').open).toEqual(['folge'])
  })
  it('throw for one activity', () => {
    expect(booked('throw-one').open).toEqual(['absagen', 'zug-stornieren'])
    expect(booked('throw-one').complete('zug-stornieren').open).toEqual(['folge'])
  })
  it('throw without waiting: the way goes on at once', () => {
    expect(booked('throw-without-waiting').open).toEqual(['absagen', 'folge', 'hotel-stornieren'])
  })
  it('end', () => {
    const instance = booked('end').complete('hotel-stornieren')
    expect(instance.status).toBe('active')
    expect(instance.complete('zug-stornieren').status).toBe('completed')
  })
  it('event sub-process start: undoes its sub-process with the data it had', () => {
    const instance = caseFrom(import.meta.dirname, 'event-sub-process')
      .start({ ziel: 'Celle' })
      .complete('zug')
    instance.set({ ziel: 'Stade' }).complete('warten')
    expect(instance.open).toEqual(['absagen', 'buchen', 'h', 'pruefen'])
    expect(instance.effects).toContainEqual(
      expect.objectContaining({
        type: 'open-task',
        task: expect.objectContaining({ variables: { ziel: 'Stade', reise: 'Celle' } }),
      }),
    )
    expect(instance.complete('pruefen').open).toEqual(['folge'])
  })
})
