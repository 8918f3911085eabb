import { closeSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

/**
 * Writes a file for the user's eyes only, so that after any crash there is the old text or the new one. Its folder is
 * made if need be.
 */
export function writeDurably(file: string, text: string): void {
  const folder = dirname(file);
  const beside = `${file}.new`;
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  try {
    const descriptor = openSync(beside, "w", 0o600);
    try {
      writeFileSync(descriptor, text);
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
    renameSync(beside, file);
  } catch (error) {
    rmSync(beside, { force: true });
    throw error;
  }
  syncFolder(folder);
}

/** Makes the new name last, where the system can do that for a folder. */
function syncFolder(folder: string): void {
  try {
    const descriptor = openSync(folder, "r");
    try {
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
  } catch {
    // Windows has no such thing; the file itself is safe.
  }
}
