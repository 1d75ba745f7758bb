/** A file as it was when it was checked: what tells whether it is still the same. */
export interface FileIdentity {
  /** The resolved path; no part of it is a symbolic link. */
  readonly path: string;
  readonly device: bigint;
  readonly inode: bigint;
  readonly bytes: number;
  readonly modifiedNs: bigint;
}
