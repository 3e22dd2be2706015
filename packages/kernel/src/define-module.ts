import type { Module } from './api.ts'

/** Names a module's type where it is written; returns it unchanged. */
export const defineModule = (module: Module): Module => module
