//! What most pages of a project begin with.

use lotse_api::guides::{Settings, Summary};

use super::server::{Failure, Server, part};

/// The project, and all its guides.
pub async fn read(server: &Server, project: &str) -> Result<(Settings, Vec<Summary>), Failure> {
    let path = format!("/projects/{}", part(project));
    let settings = server.get(&format!("{path}/settings")).await?;
    let guides = server.get(&format!("{path}/guides")).await?;
    Ok((settings, guides))
}
